/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
 * in compliance with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License
 * is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
 * or implied. See the License for the specific language governing permissions and limitations under
 * the License.
 */
package io.sparkenergy.catalyst;

import java.io.Serializable;
import org.apache.spark.sql.execution.metric.SQLMetric;

/**
 * What the SQL tab shows of the operator. Copy time is measured whole where batches are copied from
 * columns, and estimated from one row in {@link #SAMPLED} where rows come one by one: a clock call
 * costs as much as the copy of a row.
 */
public record OperatorMetrics(
    SQLMetric rows,
    SQLMetric onGpu,
    SQLMetric batches,
    SQLMetric copyTime,
    SQLMetric computeTime,
    SQLMetric peakMemory)
    implements Serializable {
  /** A power of two. */
  static final int SAMPLED = 64;
}
