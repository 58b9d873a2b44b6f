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

import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The four measurements of 342 penguins, as an ML vector. */
final class Penguins {
  private static final String[] MEASUREMENTS = {
    "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"
  };

  private Penguins() {}

  static Dataset<Row> read() {
    Dataset<Row> whole =
        SparkSession.builder()
            .getOrCreate()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .option("nullValue", "NA")
            .csv("../examples/data/penguins.csv")
            .na()
            .drop(MEASUREMENTS);
    return new VectorAssembler()
        .setInputCols(MEASUREMENTS)
        .setOutputCol("features")
        .transform(whole)
        .select("species", "features");
  }

  static double[][] rows(Dataset<Row> df) {
    List<Row> rows = df.select("features").collectAsList();
    return rows.stream().map(row -> row.<Vector>getAs(0).toArray()).toArray(double[][]::new);
  }
}
