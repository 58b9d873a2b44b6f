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
package io.sparkenergy.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class CpuBackendTest {
  private static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);
  private static final BatchSize SIZE = new BatchSize(1024, Long.MAX_VALUE);

  /** A model that is no expression. */
  private static final class SquaredNorm implements DensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return x.mul(x).sum(1).neg();
    }
  }

  @Test
  void isTheAutomaticChoiceForExpressionsAlone() {
    EnergyFunction gaussian = EnergyCatalogue.all().get("gaussian");
    EnergyFunction model = DensityModelEnergy.of(new SquaredNorm());
    assertThat(Backends.find(Backends.AUTO, gaussian).name()).isEqualTo("cpu");
    assertThat(Backends.find(Backends.AUTO, model).name()).isEqualTo("nd4j");
    assertThatThrownBy(
            () -> new CpuBackend().open(model, 2, Set.of(Quantity.ENERGY), Precision.DOUBLE, SIZE))
        .hasMessageContaining("backend cpu cannot evaluate")
        .hasMessageContaining("set spark.energy.backend to auto or nd4j");
  }

  @Test
  void thisJvmHasTheVectorApi() {
    assertThat(VectorApi.isThere()).isTrue();
  }

  @Test
  void evaluatesInTheCallersThreadAlone() throws InterruptedException {
    EnergyFunction mixture = EnergyCatalogue.all().get("mixture");
    EnergyFunction mlp = EnergyCatalogue.all().get("mlp SILU");
    evaluate(mixture, mlp);
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    ExecutorService tasks = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 2; i++) {
      tasks.execute(() -> evaluate(mixture, mlp));
    }
    tasks.shutdown();
    assertThat(tasks.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
        .isLessThanOrEqualTo(before + 2);
  }

  private static void evaluate(EnergyFunction... energies) {
    for (EnergyFunction energy : energies) {
      try (BatchEvaluator evaluator =
          new CpuBackend().open(energy, 2, BOTH, Precision.DOUBLE, SIZE)) {
        for (int i = 0; i < 50; i++) {
          evaluator.evaluate(1024);
        }
        assertThat(evaluator.nativeBytes()).isZero();
      }
    }
  }
}
