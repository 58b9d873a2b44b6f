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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.benchmarks.peers.torch.TorchAckley;
import io.sparkenergy.benchmarks.peers.torch.TorchComposite;
import io.sparkenergy.benchmarks.peers.torch.TorchDiagonalMixture;
import io.sparkenergy.benchmarks.peers.torch.TorchDoubleWell;
import io.sparkenergy.benchmarks.peers.torch.TorchFullMixture;
import io.sparkenergy.benchmarks.peers.torch.TorchGaussian;
import io.sparkenergy.benchmarks.peers.torch.TorchMlp;
import io.sparkenergy.benchmarks.peers.torch.TorchRosenbrock;
import io.sparkenergy.benchmarks.peers.torch.TorchSin2;
import io.sparkenergy.benchmarks.peers.torch.TorchSphericalGaussian;
import io.sparkenergy.benchmarks.peers.torch.TorchStackedMixture;
import io.sparkenergy.energy.AckleyEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.RosenbrockEnergy;
import io.sparkenergy.energy.Sin2Energy;
import io.sparkenergy.energy.SphericalEnergy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The energies that are compared. Parameters are drawn from a seed, the same for all contenders.
 */
enum Subject {
  GAUSSIAN(Subject::gaussian),
  DOUBLE_WELL(
      (random, d) -> {
        double a = near(1, random);
        double b = near(2, random);
        return new Problem(DoubleWellEnergy.of(a, b), rows -> new TorchDoubleWell(a, b, rows));
      }),
  ROSENBROCK(
      (random, d) -> {
        double a = near(1, random);
        double b = near(100, random);
        return new Problem(RosenbrockEnergy.of(a, b), rows -> new TorchRosenbrock(a, b, rows));
      }),
  SIN2(
      (random, d) -> {
        double scale = near(1, random);
        return new Problem(Sin2Energy.of(scale), rows -> new TorchSin2(scale, rows));
      }),
  ACKLEY(
      (random, d) -> {
        double a = near(20, random);
        double b = near(0.2, random);
        double c = near(2 * Math.PI, random);
        return new Problem(AckleyEnergy.of(a, b, c), rows -> new TorchAckley(a, b, c, rows));
      }),
  MIXTURE_FULL(Subject::fullMixture),
  MIXTURE_DIAGONAL(Subject::diagonalMixture),
  MLP_2X128((random, d) -> mlp(random, d, 128, 2)),
  MLP_3X512((random, d) -> mlp(random, d, 512, 3)),
  SPHERICAL(
      (random, d) -> {
        double eps = 1e-12;
        NormalParameters normal = NormalParameters.drawn(random, d);
        return new Problem(
            SphericalEnergy.of(GaussianEnergy.of(normal.mean(), normal.covariance()), eps),
            rows -> new TorchSphericalGaussian(normal, eps, rows));
      }),
  COMPOSITE(Subject::composite);

  /** Energies of single entries, of which the most is expected. */
  static final List<Subject> ELEMENTWISE = List.of(DOUBLE_WELL, ROSENBROCK, SIN2, ACKLEY);

  private static final int COMPONENTS = 8;

  /** Draws the parameters. */
  @FunctionalInterface
  private interface Definition {
    Problem draw(RandomGenerator random, int d);
  }

  private final Definition definition;

  Subject(Definition definition) {
    this.definition = definition;
  }

  /** The name in options and results. */
  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Subject parse(String symbol) {
    return valueOf(symbol.toUpperCase(Locale.ROOT));
  }

  /** The energy for rows of d entries; other seeds give other parameters. */
  Problem problem(int d, long seed) {
    return definition.draw(new SplittableRandom(seed), d);
  }

  /** The multiplications and additions of its matrix products for one row, 0 if it has no such. */
  double productFlops(int d, Quantities quantities) {
    double forward =
        switch (this) {
          case GAUSSIAN -> d * (double) d;
          case MLP_2X128 -> 128.0 * (d + 128 + 1);
          case MLP_3X512 -> 512.0 * (d + 2 * 512 + 1);
          default -> 0;
        };
    // A Gaussian's one product serves both; a perceptron goes back through its layers.
    boolean twice = quantities == Quantities.ENERGY_AND_SCORE && this != GAUSSIAN;
    return 2 * forward * (twice ? 2 : 1);
  }

  private static double near(double value, RandomGenerator random) {
    return value * random.nextDouble(0.95, 1.05);
  }

  private static Problem gaussian(RandomGenerator random, int d) {
    NormalParameters normal = NormalParameters.drawn(random, d);
    return new Problem(
        GaussianEnergy.of(normal.mean(), normal.covariance()),
        rows -> new TorchGaussian(normal, rows));
  }

  private static double[] weights(RandomGenerator random) {
    double[] weights = random.doubles(COMPONENTS, 0.5, 1.5).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private static Problem fullMixture(RandomGenerator random, int d) {
    List<NormalParameters> normals =
        IntStream.range(0, COMPONENTS).mapToObj(k -> NormalParameters.drawn(random, d)).toList();
    FullMixtureParameters mixture = new FullMixtureParameters(normals, weights(random));
    List<EnergyFunction> components = new ArrayList<>();
    for (NormalParameters normal : normals) {
      components.add(GaussianEnergy.of(normal.mean(), normal.covariance()));
    }
    return new Problem(
        MixtureEnergy.of(components).weights(mixture.weights()),
        rows ->
            d < 16 ? new TorchStackedMixture(mixture, rows) : new TorchFullMixture(mixture, rows));
  }

  private static Problem diagonalMixture(RandomGenerator random, int d) {
    double[][] locs = new double[COMPONENTS][];
    double[][] scales = new double[COMPONENTS][];
    List<EnergyFunction> components = new ArrayList<>();
    for (int k = 0; k < COMPONENTS; k++) {
      locs[k] = NormalParameters.uniform(random, d);
      scales[k] = random.doubles(d, 0.7, 1.5).toArray();
      components.add(DensityEnergy.diagonalNormal(locs[k], scales[k]));
    }
    DiagonalMixtureParameters mixture =
        new DiagonalMixtureParameters(locs, scales, weights(random));
    return new Problem(
        MixtureEnergy.of(components).weights(mixture.weights()),
        rows -> new TorchDiagonalMixture(mixture, rows));
  }

  private static Problem mlp(RandomGenerator random, int d, int width, int hidden) {
    List<double[][]> weights = new ArrayList<>();
    List<double[]> offsets = new ArrayList<>();
    MlpEnergy.Layer[] layers = new MlpEnergy.Layer[hidden + 1];
    for (int i = 0; i <= hidden; i++) {
      int inputs = i == 0 ? d : width;
      int outputs = i == hidden ? 1 : width;
      // Sums stay of the order of 1 from layer to layer.
      double bound = Math.sqrt(3.0 / inputs);
      double[][] matrix = new double[outputs][];
      for (int j = 0; j < outputs; j++) {
        matrix[j] = random.doubles(inputs, -bound, bound).toArray();
      }
      weights.add(matrix);
      offsets.add(NormalParameters.uniform(random, outputs));
      layers[i] = MlpEnergy.Layer.of(matrix, offsets.get(i));
    }
    MlpParameters mlp = new MlpParameters(weights, offsets);
    return new Problem(MlpEnergy.of(Activation.SILU, layers), rows -> new TorchMlp(mlp, rows));
  }

  private static Problem composite(RandomGenerator random, int d) {
    CompositeParameters composite =
        new CompositeParameters(
            NormalParameters.drawn(random, d),
            near(1, random),
            near(2, random),
            near(1, random),
            random.doubles(3, 0.5, 1.5).toArray());
    EnergyFunction energy =
        CompositeEnergy.sum(
                GaussianEnergy.of(composite.normal().mean(), composite.normal().covariance()),
                DoubleWellEnergy.of(composite.a(), composite.b()),
                HarmonicEnergy.of(composite.k()))
            .weights(composite.weights());
    return new Problem(energy, rows -> new TorchComposite(composite, rows));
  }
}
