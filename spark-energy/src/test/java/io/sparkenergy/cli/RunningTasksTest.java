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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunningTasksTest {
  private static final CountDownLatch SLOW_RUNS = new CountDownLatch(1);
  private static final AtomicBoolean SLOW_IS_OVER = new AtomicBoolean();

  private final SparkSession spark = SparkSession.builder().getOrCreate();

  @BeforeEach
  void clear() {
    SLOW_IS_OVER.set(false);
  }

  /** The first partition fails once the second runs, which takes its time whatever it is told. */
  private void failWhileAnotherRuns() {
    spark
        .range(0, 2, 1, 2)
        .foreachPartition(
            (ForeachPartitionFunction<Long>)
                rows -> {
                  if (TaskContext.getPartitionId() == 0) {
                    assertThat(SLOW_RUNS.await(30, TimeUnit.SECONDS)).isTrue();
                    throw new IllegalStateException("fails at once");
                  }
                  SLOW_RUNS.countDown();
                  takeTime();
                  SLOW_IS_OVER.set(true);
                });
  }

  /** Spark 4 interrupts the tasks of a query that failed, Spark 3.5 does not. */
  private static void takeTime() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        continue;
      }
    }
  }

  @Test
  void aFailedJobIsOverWhenItsLastTaskIs() {
    assertThatThrownBy(() -> RunningTasks.run(spark.sparkContext(), this::failWhileAnotherRuns))
        .hasStackTraceContaining("fails at once");
    assertThat(SLOW_IS_OVER).isTrue();
  }

  @Test
  void whatFailsBeforeAnyJobIsNotWaitedForLong() {
    assertThatThrownBy(
            () ->
                RunningTasks.run(
                    spark.sparkContext(),
                    () -> {
                      throw new IllegalStateException("no job");
                    }))
        .hasMessage("no job");
  }
}
