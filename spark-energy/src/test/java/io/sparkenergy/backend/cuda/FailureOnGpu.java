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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A GPU whose first launch fails. */
class FailureOnGpu {
  @AfterAll
  static void leave() {
    CudaBackend.shutdown();
  }

  @Test
  void namesTheGpuAndWhatFailed() {
    BatchSize size = new BatchSize(10, Long.MAX_VALUE);
    try (BatchEvaluator evaluator =
        Backends.find("cuda")
            .open(HarmonicEnergy.of(2), 3, BatchedRows.BOTH, Precision.DOUBLE, size)) {
      evaluator.batch().features()[0] = 1;
      assertThatThrownBy(() -> evaluator.evaluate(1))
          .isInstanceOfSatisfying(
              EnergyException.class,
              e -> assertThat(e.condition()).isEqualTo(ErrorCondition.GPU_FAILURE))
          .hasMessageContaining("GPU 0 (Fake GPU): launching a kernel failed")
          .hasMessageContaining("CUDA_ERROR");
      evaluator.evaluate(1);
      assertThat(evaluator.batch().energies()[0]).isEqualTo(1);
      assertThat(evaluator.batch().score(0)).containsExactly(-2, -0.0, -0.0);
    }
  }
}
