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
package io.sparkenergy.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.Gpus;
import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What evaluators hold on a GPU, and that nothing of it stays. */
class MemoryOnGpu {
  private static final int D = 48;
  private static final int ROWS = 64;
  private static final int EVALUATORS = 1000;

  /** By an instance of its own for each call, as each task has its own copy of an energy. */
  private static BatchEvaluator open() {
    return Backends.find("cuda")
        .open(
            ProductsOnGpu.gaussian(D),
            D,
            BatchedRows.BOTH,
            Precision.DOUBLE,
            new BatchSize(ROWS, Long.MAX_VALUE),
            GpuSettings.DEFAULT);
  }

  private static long used() {
    long[] memory = GpuContext.of(Gpus.forTask(List.of())).freeAndTotal();
    return memory[1] - memory[0];
  }

  @AfterAll
  static void leave() {
    CudaBackend.shutdown();
  }

  @Test
  void parametersAreOnTheGpuOnceAndUntilTheLastUserLeaves() {
    long before = used();
    BatchEvaluator first = open();
    long one = used() - before;
    BatchEvaluator second = open();
    long two = used() - before;
    long parameters = 2 * one - two;
    assertThat(parameters)
        .as("the bytes that both have in common")
        .isBetween(8L * D * D, 9L * D * D);

    double[][] rows = ProductsOnGpu.rows(D);
    first.close();
    assertThat(used() - before).isEqualTo(one);
    System.arraycopy(rows[0], 0, second.batch().features(), 0, D);
    second.evaluate(1);
    double[][] expected =
        BatchedRows.evaluate("cpu", ProductsOnGpu.gaussian(D), Precision.DOUBLE, 1, rows[0]);
    assertThat(second.batch().energies()[0]).isCloseTo(expected[0][0], within(1e-10));
    second.close();
    assertThat(used()).isEqualTo(before);
  }

  @Test
  void aThousandTasksLeaveNothing() throws InterruptedException, ExecutionException {
    long before = used();
    ExecutorService tasks = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < EVALUATORS; i++) {
        running.add(tasks.submit(MemoryOnGpu::task));
      }
      for (Future<?> task : running) {
        task.get();
      }
    } finally {
      tasks.shutdown();
    }
    assertThat(used()).isEqualTo(before);
  }

  private static void task() {
    try (BatchEvaluator evaluator = open()) {
      evaluator.evaluate(ROWS);
    }
  }

  @Test
  void modulesThatNobodyUsesAreFewInTheEnd() {
    for (EnergyFunction energy : EnergyCatalogue.all().values()) {
      double[][] rows = EnergyCatalogue.rows(3);
      BatchedRows.evaluate("cuda", energy, Precision.DOUBLE, 3, rows);
    }
    assertThat(GpuContext.of(Gpus.forTask(List.of())).modules()).isLessThanOrEqualTo(64);
  }
}
