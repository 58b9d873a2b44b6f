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
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A GPU with less memory than a task may hold. */
class LittleMemoryOnGpu {
  /** Of the GPU. */
  static final int BYTES = 500_000;

  @AfterAll
  static void leave() {
    CudaBackend.shutdown();
  }

  @Test
  void rowsGoThroughInSmallerPiecesWithTheSameResults() {
    EnergyFunction energy = ProductsOnGpu.mlp(20, 40);
    double[][] rows = ProductsOnGpu.rows(20);
    double[][] expected = BatchedRows.evaluate("cpu", energy, Precision.DOUBLE, rows.length, rows);
    ProductsOnGpu.compare(
        ProductsOnGpu.evaluate(energy, Precision.DOUBLE, GpuSettings.DEFAULT, rows),
        expected,
        1e-12);
  }

  @Test
  void theLeastThatDoesNotFitIsAnErrorWithItsSizes() {
    assertThatThrownBy(() -> open(ProductsOnGpu.mlp(20, 200)))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.GPU_MEMORY))
        .hasMessageContaining("GPU 0 (Fake GPU): out of memory with 32 rows a batch")
        .hasMessageContaining("of " + BYTES + " bytes free");
    assertThatThrownBy(() -> open(ProductsOnGpu.gaussian(300)))
        .hasMessageContaining((8 * (300 * 300 + 300)) + " for parameters");
  }

  private static void open(EnergyFunction energy) {
    int d = energy.dimension().getAsInt();
    BatchSize size = new BatchSize(1000, Long.MAX_VALUE);
    try (BatchEvaluator evaluator =
        Backends.find("cuda").open(energy, d, BatchedRows.BOTH, Precision.DOUBLE, size)) {
      evaluator.evaluate(1);
    }
  }
}
