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
package io.sparkenergy.benchmarks.gpu;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.Gpus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A Spark job end to end, on the GPU and on the CPU, whose sums must agree; then one of many tasks,
 * after which the GPU's memory must be as it was.
 */
@Command(name = "job", description = "Runs Spark jobs on the GPU and checks results and memory.")
final class JobCommand implements Callable<Integer> {
  private static final double RELATIVE = 1e-10;

  /** A few of the pieces in which drivers take memory; what a task holds is more than a tenth. */
  private static final long SLACK_BYTES = 8L << 20;

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--tasks",
      defaultValue = "1000",
      description = "Tasks of the second job (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(names = "--d", defaultValue = "32", description = "Entries (default: ${DEFAULT-VALUE}).")
  private int d;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (SparkSession spark =
        SparkSession.builder()
            .appName("spark-energy on a GPU")
            .master("local[4]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.extensions", "io.sparkenergy.SparkEnergyExtensions")
            .config("spark.plugins", "io.sparkenergy.SparkEnergyPlugin")
            .config("spark.energy.device", "cuda")
            .getOrCreate()) {
      boolean good = true;
      for (GpuSubject subject : GpuSubject.values()) {
        SparkEnergy.register(spark, subject.symbol(), subject.energy(d));
        good &= agree(spark, subject, out);
      }
      good &= leavesNothing(spark, out);
      return good ? 0 : 1;
    }
  }

  private boolean agree(SparkSession spark, GpuSubject subject, PrintWriter out) {
    double[] onGpu = sums(spark, subject, rows, 8);
    spark.conf().set("spark.energy.device", "cpu");
    double[] onCpu = sums(spark, subject, rows, 8);
    spark.conf().set("spark.energy.device", "cuda");
    double worst = 0;
    for (int i = 0; i < onGpu.length; i++) {
      worst = Math.max(worst, Math.abs(onGpu[i] - onCpu[i]) / Math.max(1, Math.abs(onCpu[i])));
    }
    // NaN is no agreement either.
    boolean good = worst <= RELATIVE;
    out.printf(
        "%s: %d rows of %d through Spark, GPU and CPU differ by %.1e%s%n",
        subject.symbol(), rows, d, worst, good ? "" : ", which is too much");
    return good;
  }

  /** Of the energies, and of the scores' lengths. */
  private double[] sums(SparkSession spark, GpuSubject subject, long count, int partitions) {
    Dataset<Row> evaluated =
        spark
            .range(0, count, 1, partitions)
            .selectExpr("transform(sequence(1, " + d + "), j -> sin(id * 0.7 + j)) as x")
            .selectExpr("energy_and_score('" + subject.symbol() + "', x) as both");
    Row sums =
        evaluated
            .select(
                functions.sum(functions.expr("both.energy")),
                functions.sum(
                    functions.expr("sqrt(aggregate(both.score, 0d, (s, v) -> s + v * v))")))
            .first();
    return new double[] {sums.getDouble(0), sums.getDouble(1)};
  }

  /**
   * Whether many tasks leave the GPU's memory as it was after as many before them, which loaded all
   * that stays on purpose: kernels, also cuBLAS's for these shapes, and the driver's own heaps.
   */
  private boolean leavesNothing(SparkSession spark, PrintWriter out) {
    GpuContext gpu = GpuContext.of(Gpus.forTask(List.of()));
    sums(spark, GpuSubject.MLP_2X128, 10L * tasks, tasks);
    long before = gpu.freeAndTotal()[0];
    sums(spark, GpuSubject.MLP_2X128, 10L * tasks, tasks);
    long after = gpu.freeAndTotal()[0];
    boolean good = before - after <= SLACK_BYTES;
    out.printf(
        "memory free on the GPU: %d bytes before %d tasks, %d after%s%n",
        before, tasks, after, good ? "" : ": something stayed, or another process was there");
    return good;
  }
}
