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
package io.sparkenergy.sql;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** What the stages of Spark's UI show of an evaluation. */
record EvaluationMetrics(
    LongAccumulator rows, LongAccumulator batches, LongAccumulator computeNanos)
    implements Serializable {
  static EvaluationMetrics register(SparkContext context, String energy) {
    return new EvaluationMetrics(
        context.longAccumulator(energy + ": rows"),
        context.longAccumulator(energy + ": batches"),
        context.longAccumulator(energy + ": compute time, ns"));
  }
}
