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
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import org.junit.jupiter.api.Test;

/** A GPU whose first kernel goes wrong as it runs. */
class LostOnGpu {
  private static BatchEvaluator open() {
    BatchSize size = new BatchSize(10, Long.MAX_VALUE);
    return Backends.find("cuda")
        .open(HarmonicEnergy.of(2), 3, BatchedRows.BOTH, Precision.DOUBLE, size);
  }

  private static void assertLost(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.GPU_FAILURE))
        .hasMessageContaining("GPU 0 (Fake GPU): ")
        .hasMessageContaining("CUDA_ERROR_ILLEGAL_ADDRESS")
        .hasMessageContaining("this process cannot use the GPU any more");
    assertThat(CudaBackend.hasLostGpu()).isTrue();
  }

  @Test
  void saysSoAtEveryUseAndHoldsNobodyUp() {
    assertThat(CudaBackend.hasLostGpu()).isFalse();
    BatchEvaluator evaluator = open();
    assertLost(() -> evaluator.evaluate(1));
    // One permit of two would still be there; a third needs those of the failures back.
    assertLost(() -> evaluator.evaluate(1));
    assertLost(() -> evaluator.evaluate(1));
    assertLost(evaluator::close);
    assertLost(LostOnGpu::open);
  }
}
