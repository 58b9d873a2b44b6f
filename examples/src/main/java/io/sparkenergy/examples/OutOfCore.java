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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/**
 * More rows than memory: made, scored and summed up in one pass, a batch at a time. What executors
 * hold does not depend on the number of rows; on {@code local[*]}, where they are in this process,
 * the memory that is shown along the way tells.
 */
@Command(
    name = "out-of-core",
    mixinStandardHelpOptions = true,
    description = "Scores as many rows as asked for in one pass, and shows how their energies lie.")
public final class OutOfCore extends Example {
  private static final long ROWS_A_TASK = 1_000_000;

  @Option(
      names = "--rows",
      defaultValue = "100000000",
      description = "How many rows to make and score (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--dimension",
      defaultValue = "8",
      description = "The numbers of a row (default: ${DEFAULT-VALUE}).")
  private int dimension;

  @Option(
      names = "--every",
      defaultValue = "2000",
      paramLabel = "MS",
      description = "How often progress is shown (default: ${DEFAULT-VALUE} ms).")
  private long every;

  public static void main(String[] arguments) {
    start(new OutOfCore(), arguments);
  }

  @Override
  public int run(SparkSession spark) {
    int partitions = Math.max((int) Math.min(rows / ROWS_A_TASK, 100_000), 4);
    String features =
        IntStream.range(0, dimension)
            .mapToObj(i -> "randn(" + i + ")")
            .collect(Collectors.joining(", ", "array(", ") AS x"));
    Dataset<Row> points = spark.range(0, rows, 1, partitions).selectExpr("id", features);
    Dataset<Row> energies =
        points.select(
            functions.col("id"),
            SparkEnergy.energy(standardNormal(dimension), functions.col("x")).as("e"));

    long before = ResidentMemory.now().orElse(0);
    long started = System.nanoTime();
    Row sums;
    TaskProgress progress = TaskProgress.show(spark, every, System.out, Help.Ansi.AUTO.enabled());
    try {
      sums =
          energies
              .agg(
                  functions.count("*"),
                  functions.avg("e"),
                  functions.stddev("e"),
                  functions.max_by(functions.col("id"), functions.col("e")),
                  functions.max("e"))
              .first();
    } finally {
      progress.close();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        "%d rows in %.1f s, %.0f rows a second%n", sums.getLong(0), seconds, rows / seconds);
    System.out.printf(
        "energy: mean %.4f (d/2 = %.1f), standard deviation %.4f (√(d/2) = %.4f)%n",
        sums.getDouble(1), dimension / 2.0, sums.getDouble(2), Math.sqrt(dimension / 2.0));
    System.out.printf("highest: row %d with %.3f%n", sums.getLong(3), sums.getDouble(4));
    System.out.printf(
        "numbers made and scored: %d MiB; heap: at most %d MiB%n",
        Math.multiplyExact(rows, 8L * dimension) >> 20, Runtime.getRuntime().maxMemory() >> 20);
    ResidentMemory.peak()
        .ifPresent(
            peak ->
                System.out.printf(
                    "memory of this process: at most %d MiB, of them %d MiB before the rows%n",
                    peak, before));
    return 0;
  }

  /** E(x) = ½ ‖x‖², whose mean over such rows is d/2 and whose variance is d/2. */
  private static EnergyFunction standardNormal(int dimension) {
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      covariance[i][i] = 1;
    }
    return GaussianEnergy.of(new double[dimension], covariance);
  }
}
