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
package io.sparkenergy.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One way of doing a job.
 *
 * @param name by which --only chooses it
 * @param about what it does, for the reader of the table
 * @param source the table that it reads
 * @param settings of the session, while its query is made and run
 * @param query the job, without its sink
 * @param expected from the features of all rows, in order, to the numbers of all rows of the answer
 */
record Variant(
    String name,
    String about,
    Source source,
    Map<String, String> settings,
    Function<Tables, Dataset<Row>> query,
    UnaryOperator<List<double[]>> expected) {

  boolean isOperator() {
    return name.startsWith("operator-");
  }

  /** Does something with the query under the variant's settings. */
  <T> T with(SparkSession spark, Tables tables, Function<Dataset<Row>, T> action) {
    settings.forEach((key, value) -> spark.conf().set(key, value));
    try {
      return action.apply(query.apply(tables));
    } finally {
      settings.keySet().forEach(key -> spark.conf().unset(key));
    }
  }
}
