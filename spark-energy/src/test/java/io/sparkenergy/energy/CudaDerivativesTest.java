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
package io.sparkenergy.energy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.HostPrograms;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients and Hessian-vector products by CUDA text, run on the CPU, against those of ND4J. */
@Tag("cuda-text")
class CudaDerivativesTest {
  private static final int N = 5;
  private static final Set<Quantity> QUANTITIES =
      EnumSet.of(Quantity.GRADIENT, Quantity.HESSIAN_VECTOR_PRODUCT);

  @ParameterizedTest
  @ValueSource(ints = {2, 70})
  void derivativesAreThoseOfTheReference(int d) {
    List<EnergyFunction> energies =
        EnergyCatalogue.all().values().stream()
            .filter(energy -> energy.dimension().orElse(d) == d)
            .filter(energy -> d == 2 || !(energy instanceof HimmelblauEnergy))
            .toList();
    List<CudaProgram> programs =
        energies.stream()
            .map(energy -> CudaProgram.of(energy, d, QUANTITIES, Precision.DOUBLE))
            .toList();
    double[][] rows = numbers(1, d);
    double[][] directions = numbers(2, d);
    INDArray x = Nd4j.createFromArray(rows);
    INDArray v = Nd4j.createFromArray(directions);
    try (HostPrograms host = new HostPrograms(programs)) {
      for (int i = 0; i < programs.size(); i++) {
        List<double[]> found = host.run(i, rows, directions);
        assertClose(energies.get(i), found.get(0), energies.get(i).gradient(x));
        assertClose(energies.get(i), found.get(1), energies.get(i).hessianVectorProduct(x, v));
      }
    }
  }

  private static void assertClose(EnergyFunction energy, double[] found, INDArray expected) {
    double[] values = expected.reshape(-1).toDoubleVector();
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(found[i] - values[i]))
          .as("%s, number %d: %s, expected %s", energy.name(), i, found[i], values[i])
          .isLessThanOrEqualTo(1e-12 + 1e-10 * largest);
    }
  }

  private static double[][] numbers(int seed, int d) {
    Random random = new Random(seed);
    double[][] numbers = new double[N][];
    for (int i = 0; i < N; i++) {
      numbers[i] = random.doubles(d, -1.5, 1.5).toArray();
    }
    return numbers;
  }
}
