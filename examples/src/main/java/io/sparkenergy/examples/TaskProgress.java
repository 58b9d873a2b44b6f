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
import java.util.Timer;
import java.util.TimerTask;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** Shows, while it is open, how many tasks of the stages that run are done. */
final class TaskProgress implements AutoCloseable {
  private final JavaSparkStatusTracker tracker;
  private final PrintStream out;
  private final Timer timer = new Timer("progress", true);

  private TaskProgress(JavaSparkStatusTracker tracker, PrintStream out) {
    this.tracker = tracker;
    this.out = out;
  }

  static TaskProgress show(SparkSession spark, long everyMillis, PrintStream out) {
    TaskProgress progress =
        new TaskProgress(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).statusTracker(), out);
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

  private void print() {
    for (int id : tracker.getActiveStageIds()) {
      SparkStageInfo stage = tracker.getStageInfo(id);
      if (stage != null && stage.numTasks() > 0) {
        out.printf(
            "stage %d: %d of %d tasks, %d %%, %d running, %d failed%n",
            id,
            stage.numCompletedTasks(),
            stage.numTasks(),
            100L * stage.numCompletedTasks() / stage.numTasks(),
            stage.numActiveTasks(),
            stage.numFailedTasks());
      }
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
