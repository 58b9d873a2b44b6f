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
package io.sparkenergy.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The Palmer penguins, which come with the examples' jar: 344 birds of three species, some of them
 * not measured. Source and licence: {@code examples/data/README.md}.
 */
public final class PenguinTable {
  /** The columns of measurements. */
  public static final List<String> MEASUREMENTS =
      List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");

  private PenguinTable() {}

  /** The table, with nulls where nothing was measured. */
  public static Dataset<Row> read(SparkSession spark) throws IOException {
    return spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(spark.createDataset(lines(), Encoders.STRING()));
  }

  private static List<String> lines() throws IOException {
    try (InputStream stream = PenguinTable.class.getResourceAsStream("data/penguins.csv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
