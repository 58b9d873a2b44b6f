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
package io.sparkenergy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.SphericalEnergy;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Short rows share SIMD registers, where one that is not finite must leave the others alone. */
final class RowsApartTest {
  private static final int ROWS = 75;

  static Stream<Arguments> backendsAndDimensions() {
    return BatchedRows.backends()
        .flatMap(
            backend ->
                IntStream.of(2, 3, 4, 5, 7, 8, 16, 17).mapToObj(d -> Arguments.of(backend, d)));
  }

  @ParameterizedTest(name = "{0}, d = {1}")
  @MethodSource("backendsAndDimensions")
  void aRowThatIsNotFiniteLeavesItsNeighboursAlone(String backend, int d) {
    SplittableRandom random = new SplittableRandom(d);
    GaussianEnergy gaussian = gaussian(random, d);
    for (EnergyFunction energy :
        new EnergyFunction[] {gaussian, SphericalEnergy.of(gaussian, 1e-9)}) {
      for (Precision precision : Precision.values()) {
        double[][] rows = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
          rows[i] = random.doubles(d, -2, 2).map(x -> (float) x).toArray();
        }
        double[][] clean = BatchedRows.evaluate(backend, energy, precision, 128, rows);
        for (int i = 1; i < ROWS; i += 3) {
          rows[i][random.nextInt(d)] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        double[][] spoilt = BatchedRows.evaluate(backend, energy, precision, 128, rows);
        for (int i = 0; i < ROWS; i++) {
          if (i % 3 != 1) {
            assertThat(spoilt[i])
                .as("row %d of %s in %s", i, energy.name(), precision)
                .isEqualTo(clean[i]);
          }
        }
      }
    }
  }

  private static GaussianEnergy gaussian(SplittableRandom random, int d) {
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        covariance[i][j] = i == j ? 2 : 1.0 / (d + Math.abs(i - j));
      }
    }
    return GaussianEnergy.of(random.doubles(d, -1, 1).toArray(), covariance);
  }
}
