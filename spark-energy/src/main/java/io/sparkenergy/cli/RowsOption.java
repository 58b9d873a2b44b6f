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
package io.sparkenergy.cli;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that say which rows are read: --input, --format, --features. */
final class RowsOption {
  @Option(names = "--input", required = true, paramLabel = "PATH", description = "What to read.")
  private String input;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "Format of the input: parquet, json, csv or orc (default: parquet).")
  private EvaluateCommand.Format format;

  @Option(
      names = "--features",
      split = ",",
      defaultValue = "features",
      paramLabel = "COL",
      description = "One column of vectors, or numeric columns, by commas (default: features).")
  private List<String> features;

  String[] features() {
    return features.toArray(String[]::new);
  }

  String input() {
    return input;
  }

  Dataset<Row> read(SparkSession spark) {
    return read(spark, input);
  }

  /** Rows of another place in the same format. */
  Dataset<Row> read(SparkSession spark, String path) {
    return spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .format(format.name().toLowerCase(Locale.ROOT))
        .load(path);
  }
}
