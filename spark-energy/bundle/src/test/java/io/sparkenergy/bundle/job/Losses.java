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

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts the tasks that fail and the executors that are lost. */
final class Losses extends SparkListener {
  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicInteger executors = new AtomicInteger();

  static Losses of(SparkSession spark) {
    Losses losses = new Losses();
    spark.sparkContext().addSparkListener(losses);
    return losses;
  }

  void forget() {
    tasks.set(0);
    executors.set(0);
  }

  int tasks() {
    return tasks.get();
  }

  int executors() {
    return executors.get();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().failed()) {
      tasks.incrementAndGet();
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    executors.incrementAndGet();
  }
}
