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
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a run, whose tasks leave a mark when they begin, for the one who disturbs them, and
 * meet with what the run's name says. A mark is named by partition, attempt and stage.
 */
final class DisturbedRows {
  static final int PARTITIONS = 12;
  static final long ROWS = 12_000;

  private DisturbedRows() {}

  /**
   * Whole numbers from 0 on.
   *
   * @param marks the directory of the marks
   * @param millis how long each task takes at least
   */
  static Dataset<Long> of(SparkSession spark, Path marks, String run, long millis) {
    String place = marks.toString();
    return spark
        .range(0, ROWS, 1, PARTITIONS)
        .mapPartitions(
            (MapPartitionsFunction<Long, Long>)
                rows -> {
                  begin(Path.of(place), run, millis);
                  return rows;
                },
            Encoders.LONG());
  }

  private static void begin(Path marks, String run, long millis) throws InterruptedException {
    TaskContext task = TaskContext.get();
    mark(marks, "%d.%d.%d".formatted(task.partitionId(), task.attemptNumber(), task.stageId()), "");
    boolean first = task.attemptNumber() == 0 && task.stageAttemptNumber() == 0;
    if (run.contains("failing") && first && task.partitionId() % 5 == 0) {
      throw new IllegalStateException("a task that fails once");
    }
    if (run.contains("slow") && task.partitionId() == 4 && first) {
      // Killed when its copy has ended.
      Thread.sleep(60_000);
    }
    Thread.sleep(millis);
  }

  static void mark(Path marks, String name, String text) {
    try {
      Files.createDirectories(marks);
      Files.writeString(marks.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
