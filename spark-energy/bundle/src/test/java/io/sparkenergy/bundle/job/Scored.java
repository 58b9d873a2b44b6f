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
package io.sparkenergy.bundle.job;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows with their results, as a run writes them, and the line that says what it wrote. */
record Scored(SparkSession spark, Path directory, String run, Losses losses) {
  /** An energy of x². */
  static final String BOWL = "'{\"type\": \"harmonic\", \"k\": 2}'";

  Path output() {
    return directory.resolve("scored");
  }

  /** Energies and scores of a model: a name or JSON, as SQL has it. */
  static Dataset<Row> of(Dataset<Long> rows, String model) {
    return rows.selectExpr(
        "value AS id",
        "energy_and_score(" + model + ", array(double(value % 101), double(value % 7))) AS b");
  }

  /** Writes rows, reads them, and prints their count, sums, and how many tasks failed. */
  void write(Dataset<Row> scored) {
    scored.write().parquet(output().toString());
    Row sums =
        spark
            .read()
            .parquet(output().toString())
            .selectExpr(
                "count(*)", "count(DISTINCT id)", "sum(b.energy)", "sum(b.score[0] + b.score[1])")
            .first();
    System.out.printf(
        "RUN %s: %d rows, %d ids, energies %.1f, scores %.1f, %d tasks failed%n",
        run,
        sums.getLong(0),
        sums.getLong(1),
        sums.getDouble(2),
        sums.getDouble(3),
        losses.tasks());
  }
}
