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

import java.io.PrintWriter;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the variants in turn, round after round, so that what changes on the machine meanwhile meets
 * all of them.
 */
final class Rounds {
  private final SparkSession spark;
  private final Tables tables;
  private final long rows;
  private final long fewRows;

  Rounds(SparkSession spark, Tables tables, long rows, long fewRows) {
    this.spark = spark;
    this.tables = tables;
    this.rows = rows;
    this.fewRows = fewRows;
  }

  /** Times all rounds but the first {@code warmUps}. */
  Timings time(List<Variant> variants, int rounds, int warmUps, PrintWriter progress) {
    Timings timings = new Timings();
    for (int round = 0; round < rounds; round++) {
      boolean counts = round >= warmUps;
      progress.printf("Round %d of %d%s%n", round + 1, rounds, counts ? "" : ", warm-up");
      for (Variant variant : variants) {
        double nanos = run(variant) / (double) (variant.source() == Source.FEW ? fewRows : rows);
        if (counts) {
          timings.add(variant, nanos);
        }
      }
    }
    return timings;
  }

  private long run(Variant variant) {
    // What the variant before left behind is not collected on this one's time.
    System.gc();
    long start = System.nanoTime();
    variant.with(spark, tables, Rounds::write);
    return System.nanoTime() - start;
  }

  private static Void write(Dataset<Row> result) {
    result.write().format("noop").mode("overwrite").save();
    return null;
  }
}
