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
package io.sparkenergy.ml;

import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;

/** What Spark's UI says that the jobs of a fit are; what it said before, once the fit is done. */
final class JobDescription implements AutoCloseable {
  private static final String PROPERTY = "spark.job.description";

  private final SparkContext context;
  private final String stage;
  private final String before;

  JobDescription(SparkSession spark, Params stage) {
    this.context = spark.sparkContext();
    this.stage = stage.uid();
    this.before = context.getLocalProperty(PROPERTY);
  }

  void set(String step) {
    context.setLocalProperty(PROPERTY, stage + ": " + step);
  }

  SparkContext context() {
    return context;
  }

  @Override
  public void close() {
    context.setLocalProperty(PROPERTY, before);
  }
}
