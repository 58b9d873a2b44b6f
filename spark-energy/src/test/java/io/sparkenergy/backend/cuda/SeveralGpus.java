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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.Gpus;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Three GPUs that the driver numbers against their bus, of compute capability 9.0, 6.1 and 7.5 in
 * its order: to nvidia-smi and to Spark, 2, 1 and 0.
 */
class SeveralGpus {
  @AfterAll
  static void leave() {
    CudaBackend.shutdown();
  }

  private static BatchEvaluator open(String... addresses) {
    return Backends.find("cuda")
        .open(
            HarmonicEnergy.of(2),
            2,
            BatchedRows.BOTH,
            Precision.DOUBLE,
            new BatchSize(10, Long.MAX_VALUE),
            GpuSettings.DEFAULT.at(List.of(addresses)));
  }

  private static long used(Gpu gpu) {
    long[] memory = GpuContext.of(gpu).freeAndTotal();
    return memory[1] - memory[0];
  }

  @Test
  void areNumberedByTheirBus() {
    assertThat(Gpus.all()).extracting(Gpu::index).containsExactly(0, 1, 2);
    assertThat(Gpus.all()).extracting(Gpu::ordinal).containsExactly(2, 1, 0);
    assertThat(Gpus.all()).extracting(Gpu::capabilityText).containsExactly("7.5", "6.1", "9.0");
  }

  @Test
  void areFoundByNumberAndByUuid() {
    for (Gpu gpu : Gpus.all()) {
      assertThat(Gpus.at(Integer.toString(gpu.index()))).isEqualTo(gpu);
      assertThat(Gpus.at("GPU-" + gpu.uuid())).isEqualTo(gpu);
    }
    assertThatThrownBy(() -> Gpus.at("7"))
        .hasMessageContaining("no GPU at address 7, expected one of 0 or GPU-");
  }

  @Test
  void aTaskTakesTheOneItWasGiven() {
    Gpu last = Gpus.at("2");
    try (BatchEvaluator evaluator = open("2")) {
      evaluator.evaluate(1);
      assertThat(used(last)).isPositive();
      assertThat(used(Gpus.at("0"))).isZero();
    }
    assertThat(used(last)).isZero();
  }

  @Test
  void theOneThatIsTooOldIsRefusedByNameAndLeftOutElse() {
    assertThatThrownBy(() -> open("1"))
        .hasMessageContaining("GPU 1 (Fake GPU): found compute capability 6.1")
        .hasMessageContaining("expects 7.5 or more");
    try (BatchEvaluator first = open();
        BatchEvaluator second = open();
        BatchEvaluator third = open()) {
      assertThat(List.of(first, second, third)).allMatch(BatchEvaluator::onGpu);
      assertThat(used(Gpus.at("0"))).isPositive();
      assertThat(used(Gpus.at("2"))).isPositive();
    }
  }
}
