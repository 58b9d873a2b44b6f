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
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The energies of the table; the script for PyTorch has the same, by name and shapes. */
enum GpuSubject {
  GAUSSIAN(GpuSubject::gaussian),
  DOUBLE_WELL(d -> DoubleWellEnergy.of(1, 2)),
  ROSENBROCK(d -> RosenbrockEnergy.of(1, 100)),
  MIXTURE_8(GpuSubject::mixture),
  MLP_2X128(d -> mlp(d, 128, 2)),
  MLP_3X512(d -> mlp(d, 512, 3));

  private static final int COMPONENTS = 8;

  private final IntFunction<EnergyFunction> definition;

  GpuSubject(IntFunction<EnergyFunction> definition) {
    this.definition = definition;
  }

  /** The name in options, results and the script. */
  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  EnergyFunction energy(int d) {
    return definition.apply(d);
  }

  private static EnergyFunction gaussian(int d) {
    double[][] cov = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        cov[i][j] = Math.pow(0.5, Math.abs(i - j));
      }
    }
    return GaussianEnergy.of(new Random(1).doubles(d, -1, 1).toArray(), cov);
  }

  private static EnergyFunction mixture(int d) {
    return MixtureEnergy.of(
        IntStream.range(0, COMPONENTS)
            .mapToObj(
                k ->
                    DensityEnergy.diagonalNormal(
                        new Random(k).doubles(d, -1, 1).toArray(),
                        new Random(k).doubles(d, 0.5, 2).toArray()))
            .toArray(EnergyFunction[]::new));
  }

  private static EnergyFunction mlp(int d, int width, int hidden) {
    Layer[] layers = new Layer[hidden + 1];
    for (int i = 0; i <= hidden; i++) {
      layers[i] = layer(i == hidden ? 1 : width, i == 0 ? d : width);
    }
    return MlpEnergy.of(Activation.SILU, layers);
  }

  private static Layer layer(int outputs, int inputs) {
    Random random = new Random(31L * outputs + inputs);
    double bound = 1 / Math.sqrt(inputs);
    double[][] weights = new double[outputs][];
    Arrays.setAll(weights, i -> random.doubles(inputs, -bound, bound).toArray());
    return Layer.of(weights, random.doubles(outputs, -bound, bound).toArray());
  }
}
