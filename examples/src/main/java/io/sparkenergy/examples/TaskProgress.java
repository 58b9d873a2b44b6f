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

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * Shows, while it is open, how many tasks of the stages that run are done: on a terminal in one
 * line that changes, elsewhere in a line whenever more are done.
 */
final class TaskProgress implements AutoCloseable {
  private final JavaSparkStatusTracker tracker;
  private final PrintStream out;
  private final boolean terminal;
  private final Timer timer = new Timer("progress", true);
  private String shown = "";
  private boolean closed;

  private TaskProgress(JavaSparkStatusTracker tracker, PrintStream out, boolean terminal) {
    this.tracker = tracker;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Begins to show.
   *
   * @param terminal whether a carriage return takes {@code out} back to the begin of its line
   */
  static TaskProgress show(
      SparkSession spark, long everyMillis, PrintStream out, boolean terminal) {
    TaskProgress progress =
        new TaskProgress(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).statusTracker(), out, terminal);
    progress.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            progress.print();
          }
        },
        everyMillis,
        everyMillis);
    return progress;
  }

  private synchronized void print() {
    List<String> stages = new ArrayList<>();
    for (int id : tracker.getActiveStageIds()) {
      SparkStageInfo stage = tracker.getStageInfo(id);
      if (stage != null && stage.numTasks() > 0) {
        stages.add(
            "stage %d: %d of %d tasks, %d %%, %d failed"
                .formatted(
                    id,
                    stage.numCompletedTasks(),
                    stage.numTasks(),
                    100L * stage.numCompletedTasks() / stage.numTasks(),
                    stage.numFailedTasks()));
      }
    }
    String now = String.join("; ", stages);
    if (!closed && !now.isEmpty() && !now.equals(shown)) {
      String line = now + resident();
      // What the line before had more is blanked.
      out.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
      out.flush();
      shown = now;
    }
  }

  private static String resident() {
    return ResidentMemory.now().stream()
        .mapToObj(mebibytes -> "; %d MiB resident".formatted(mebibytes))
        .findFirst()
        .orElse("");
  }

  /** Nothing is shown any more; what is printed next begins a line. */
  @Override
  public void close() {
    timer.cancel();
    synchronized (this) {
      if (terminal && !shown.isEmpty()) {
        out.println();
      }
      closed = true;
    }
  }
}
