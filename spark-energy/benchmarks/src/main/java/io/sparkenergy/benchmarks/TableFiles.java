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

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The Parquet files, as Spark writes them by default; written once and kept. */
final class TableFiles {
  /** Rows of the tables on which answers are checked: more than a batch, and not a multiple. */
  static final int CHECKED_ROWS = 5000;

  /** Several files, so that every core has work. */
  private static final int FILES = 8;

  private final SparkSession spark;
  private final Path directory;
  private final int dimension;

  TableFiles(SparkSession spark, Path directory, int dimension) {
    this.spark = spark;
    this.directory = directory;
    this.dimension = dimension;
  }

  Tables toTime(long rows, long few) {
    return new Tables(array(rows, FILES), vector(rows, FILES), array(few, FILES));
  }

  /** In one file each, whose rows come in the order of their ids. */
  Tables toCheck() {
    Dataset<Row> array = array(CHECKED_ROWS, 1);
    return new Tables(array, vector(CHECKED_ROWS, 1), array);
  }

  private Dataset<Row> vector(long rows, int files) {
    return kept("vector", rows, files, made(rows, files));
  }

  private Dataset<Row> array(long rows, int files) {
    Dataset<Row> made = made(rows, files);
    return kept(
        "array", rows, files, made.select(col("id"), vector_to_array(col("v"), "float64").as("x")));
  }

  private Dataset<Row> made(long rows, int files) {
    return spark
        .range(0, rows, 1, files)
        .mapPartitions(new RowSource(dimension), Encoders.row(RowSource.SCHEMA));
  }

  private Dataset<Row> kept(String kind, long rows, int files, Dataset<Row> made) {
    Path path = directory.resolve("%s-%dx%d-in-%d".formatted(kind, rows, dimension, files));
    // Spark writes _SUCCESS last: without it the files may be half a table.
    if (!Files.exists(path.resolve("_SUCCESS"))) {
      made.write().mode(SaveMode.Overwrite).parquet(path.toString());
    }
    return spark.read().parquet(path.toString());
  }
}
