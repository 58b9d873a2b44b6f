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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Scores rows in several runs, each with a fault that its name asks for, and prints for each how
 * many rows it wrote, the sum of their energies, and how many tasks failed. Tasks leave a mark when
 * they begin, for the one who disturbs them.
 *
 * <p>Arguments: a directory, and the names of the runs.
 */
public final class Disturbed {
  static final int PARTITIONS = 12;
  static final long ROWS = 12_000;

  private Disturbed() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    try (SparkSession spark = SparkSession.builder().appName("disturbed").getOrCreate()) {
      AtomicInteger failed = new AtomicInteger();
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  if (end.taskInfo().failed()) {
                    failed.incrementAndGet();
                  }
                }
              });
      for (int k = 1; k < arguments.length; k++) {
        String run = arguments[k];
        failed.set(0);
        String output = directory.resolve(run).resolve("scored").toString();
        rows(spark, directory.resolve(run), run)
            .selectExpr(
                "value AS id",
                "energy_and_score('{\"type\": \"harmonic\", \"k\": 2}', "
                    + "array(double(value % 101), double(value % 7))) AS b")
            .write()
            .parquet(output);
        Row sums =
            spark
                .read()
                .parquet(output)
                .selectExpr(
                    "count(*)",
                    "count(DISTINCT id)",
                    "sum(b.energy)",
                    "sum(b.score[0] + b.score[1])")
                .first();
        System.out.printf(
            "RUN %s: %d rows, %d ids, energies %.1f, scores %.1f, %d tasks failed%n",
            run,
            sums.getLong(0),
            sums.getLong(1),
            sums.getDouble(2),
            sums.getDouble(3),
            failed.get());
      }
    }
  }

  private static Dataset<Long> rows(SparkSession spark, Path directory, String run) {
    String marks = directory.toString();
    return spark
        .range(0, ROWS, 1, PARTITIONS)
        .mapPartitions(
            (MapPartitionsFunction<Long, Long>)
                rows -> {
                  begin(Path.of(marks), run);
                  return rows;
                },
            Encoders.LONG());
  }

  private static void begin(Path marks, String run) throws InterruptedException {
    TaskContext task = TaskContext.get();
    String name = "%d.%d".formatted(task.partitionId(), task.attemptNumber());
    try {
      Files.createDirectories(marks);
      Files.writeString(marks.resolve(name), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean first = task.attemptNumber() == 0;
    if (run.equals("failing") && first && task.partitionId() % 5 == 0) {
      throw new IllegalStateException("a task that fails once");
    }
    if (run.equals("slow") && task.partitionId() == 4 && first) {
      // Killed when its copy has ended.
      Thread.sleep(60_000);
    }
    Thread.sleep(run.equals("undisturbed") ? 0 : 300);
  }
}
