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

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Counts tasks, to wait for those of a failed job: Spark tells them to end and goes on, while they
 * may still make files, also in a directory that was taken away.
 */
final class RunningTasks extends SparkListener {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** When a job that failed would have been heard of; what fails before has none. */
  private static final long FIRST_NEWS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private boolean anyJob;
  private int jobs;
  private int tasks;

  private RunningTasks() {}

  /** Runs what starts jobs, and if it fails, comes back when no task of theirs is running. */
  static void run(SparkContext context, Runnable work) {
    RunningTasks running = new RunningTasks();
    context.addSparkListener(running);
    boolean whole = false;
    try {
      work.run();
      whole = true;
    } finally {
      if (!whole) {
        running.awaitEnd();
      }
      context.removeSparkListener(running);
    }
  }

  private synchronized void awaitEnd() {
    long start = System.nanoTime();
    long left = FIRST_NEWS_NANOS;
    try {
      while (left > 0 && (!anyJob || jobs > 0 || tasks > 0)) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = (anyJob ? LONGEST_NANOS : FIRST_NEWS_NANOS) - (System.nanoTime() - start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart event) {
    anyJob = true;
    jobs++;
    notifyAll();
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd event) {
    jobs--;
    notifyAll();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    tasks++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    tasks--;
    notifyAll();
  }
}
