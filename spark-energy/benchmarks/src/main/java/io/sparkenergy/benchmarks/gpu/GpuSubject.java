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
package io.sparkenergy.benchmarks.gpu;

import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.energy.RosenbrockEnergy;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The energies of the table; the script for PyTorch has the same, by name and with all numbers. */
enum GpuSubject {
  GAUSSIAN(GpuSubject::gaussian),
  DOUBLE_WELL(d -> DoubleWellEnergy.of(1, 2)),
  ROSENBROCK(d -> RosenbrockEnergy.of(1, 100)),
  MIXTURE_8(GpuSubject::mixture),
  MLP_2X128(d -> mlp(d, 128, 2)),
  MLP_3X512(d -> mlp(d, 512, 3));

  private static final int COMPONENTS = 8;
  private static final int PRODUCT_DIMENSION = 128;

  private final IntFunction<EnergyFunction> definition;

  GpuSubject(IntFunction<EnergyFunction> definition) {
    this.definition = definition;
  }

  /** The name in options, results and the script. */
  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name. */
  static GpuSubject of(String symbol) {
    return valueOf(symbol.toUpperCase(Locale.ROOT));
  }

  EnergyFunction energy(int d) {
    return definition.apply(d);
  }

  /** Whether it is computed entry by entry, so that memory sets the pace. */
  boolean isElementwise() {
    return this == DOUBLE_WELL || this == ROSENBROCK;
  }

  /** Whether it is matrix products above all. */
  boolean isProduct(int d) {
    return this == MLP_2X128 || this == MLP_3X512 || (this == GAUSSIAN && d >= PRODUCT_DIMENSION);
  }

  private static EnergyFunction gaussian(int d) {
    double[][] cov = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        cov[i][j] = Math.pow(0.5, Math.abs(i - j));
      }
    }
    return GaussianEnergy.of(HashedNumbers.of(1, d, -1, 1), cov);
  }

  private static EnergyFunction mixture(int d) {
    return MixtureEnergy.of(
        IntStream.range(0, COMPONENTS)
            .mapToObj(
                k ->
                    DensityEnergy.diagonalNormal(
                        HashedNumbers.of(100 + k, d, -1, 1), HashedNumbers.of(200 + k, d, 0.5, 2)))
            .toArray(EnergyFunction[]::new));
  }

  private static EnergyFunction mlp(int d, int width, int hidden) {
    Layer[] layers = new Layer[hidden + 1];
    for (int i = 0; i <= hidden; i++) {
      layers[i] = layer(i, i == hidden ? 1 : width, i == 0 ? d : width);
    }
    return MlpEnergy.of(Activation.SILU, layers);
  }

  private static Layer layer(int place, int outputs, int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    double[] all = HashedNumbers.of(300 + place, outputs * inputs, -bound, bound);
    double[][] weights = new double[outputs][];
    Arrays.setAll(weights, i -> Arrays.copyOfRange(all, i * inputs, (i + 1) * inputs));
    return Layer.of(weights, HashedNumbers.of(400 + place, outputs, -bound, bound));
  }
}
