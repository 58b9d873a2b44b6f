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
package io.sparkenergy.diagnostics.pass;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** What Spark's web pages call the jobs of a computation. */
public final class JobDescription {
  private static final String KEY = "spark.job.description";

  private JobDescription() {}

  /** Computes with jobs under a description; what jobs were called before, they are after it. */
  public static <T> T during(SparkSession spark, String description, Supplier<T> computation) {
    SparkContext context = spark.sparkContext();
    String before = context.getLocalProperty(KEY);
    context.setLocalProperty(KEY, description);
    try {
      return computation.get();
    } finally {
      context.setLocalProperty(KEY, before);
    }
  }
}
