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
package io.sparkenergy.catalyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver makes of executors' reports, while a job waits. */
class ExecutorGpusTest {
  private static final String PROBLEM = "[ENERGY_GPU_NOT_FOUND] no GPU on this machine";

  private static CountDownLatch started;
  private static CountDownLatch gate;

  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final SparkSession spark = SparkSession.builder().getOrCreate();
  private final ExecutorGpus gpus = new ExecutorGpus(spark.sparkContext());
  private Future<Long> job;

  @BeforeEach
  void startAJobThatWaits() throws InterruptedException {
    started = new CountDownLatch(1);
    gate = new CountDownLatch(1);
    job = threads.submit(() -> waitingJob(spark));
    started.await();
    SparkContext context = spark.sparkContext();
    while (context.statusTracker().getActiveJobIds().length == 0) {
      Thread.sleep(10);
    }
  }

  private static long waitingJob(SparkSession spark) {
    return spark
        .range(0, 1, 1, 1)
        .map(
            (MapFunction<Long, Long>)
                id -> {
                  started.countDown();
                  gate.await();
                  return id;
                },
            Encoders.LONG())
        .count();
  }

  @AfterEach
  void leave() {
    gate.countDown();
    threads.shutdown();
  }

  private void fail(String executor) {
    gpus.receive(ExecutorGpus.message(executor, "here", PROBLEM));
  }

  private void ready(String executor) {
    gpus.receive(ExecutorGpus.message(executor, "there", ""));
  }

  private void assertJobEnds() throws InterruptedException {
    // Spark interrupts no task of a job that it cancels; the job itself is over at once.
    assertThatThrownBy(job::get)
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining(
            "cancelled because no executor can use the GPU that is demanded; executor 3 on here: "
                + PROBLEM);
  }

  private void assertJobRuns() throws InterruptedException, ExecutionException {
    gate.countDown();
    assertThat(job.get()).isEqualTo(1);
  }

  @Test
  void threeThatFailInARowEndTheJob() throws InterruptedException {
    fail("1");
    fail("2");
    fail("3");
    assertJobEnds();
  }

  @Test
  void fewerMayBeFollowedByOneThatWorks() throws InterruptedException, ExecutionException {
    fail("1");
    fail("2");
    assertJobRuns();
  }

  @Test
  void whileOneWorksOthersMayFail() throws InterruptedException, ExecutionException {
    ready("1");
    for (int executor = 2; executor < 9; executor++) {
      fail(Integer.toString(executor));
    }
    assertJobRuns();
  }

  @Test
  void onceTheLastThatWorkedIsGoneTheyMayNot() throws InterruptedException {
    ready("0");
    gpus.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "0", "idle"));
    fail("1");
    fail("2");
    fail("3");
    assertJobEnds();
  }
}
