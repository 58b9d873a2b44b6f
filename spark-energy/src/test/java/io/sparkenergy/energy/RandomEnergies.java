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

import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.expression.RandomExpressions;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Compositions of the catalogue's energies drawn at random, the same for the same seed. */
public final class RandomEnergies {
  private static final int DEEPEST = 3;

  private final Random random;
  private final int d;

  private RandomEnergies(long seed, int d) {
    this.random = new Random(seed);
    this.d = d;
  }

  /**
   * An energy for rows of d entries: every third a composition, of which every fifth has like
   * components, else an expression.
   */
  public static EnergyFunction of(long seed, int d) {
    if (seed % 15 == 0) {
      return new RandomEnergies(seed, d).ofLikeComponents();
    }
    if (seed % 3 == 0) {
      return new RandomEnergies(seed, d).composed(1);
    }
    return seed % 3 == 1 && d >= 3
        ? RandomExpressions.free(seed)
        : RandomExpressions.fixed(seed, d);
  }

  private EnergyFunction composed(int depth) {
    if (depth == DEEPEST) {
      return leaf();
    }
    List<EnergyFunction> parts =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(i -> random.nextInt(3) == 0 ? composed(depth + 1) : leaf())
            .toList();
    double[] weights = random.doubles(parts.size(), 0.2, 1.5).toArray();
    return switch (random.nextInt(8)) {
      case 0 -> CompositeEnergy.of(CompositeEnergy.Operation.SUM, parts).weights(weights);
      case 1 -> CompositeEnergy.of(CompositeEnergy.Operation.PRODUCT, parts).weights(weights);
      case 2 -> CompositeEnergy.of(CompositeEnergy.Operation.MIN, parts).weights(weights);
      case 3 -> CompositeEnergy.of(CompositeEnergy.Operation.MAX, parts).weights(weights);
      case 4 -> MixtureEnergy.of(parts).weights(weights);
      case 5 -> LogSumExpEnergy.of(parts);
      case 6 -> SphericalEnergy.of(parts.get(0));
      default -> adapted(parts.get(0));
    };
  }

  private EnergyFunction ofLikeComponents() {
    int family = random.nextInt(4);
    List<EnergyFunction> parts =
        IntStream.range(0, 3 + random.nextInt(7)).mapToObj(i -> component(family)).toList();
    double[] weights = random.doubles(parts.size(), 0.2, 1.5).toArray();
    EnergyFunction all =
        switch (random.nextInt(4)) {
          case 0 -> CompositeEnergy.of(CompositeEnergy.Operation.SUM, parts).weights(weights);
          case 1 -> LogSumExpEnergy.of(parts);
          default -> MixtureEnergy.of(parts).weights(weights);
        };
    return random.nextBoolean() ? all : CompositeEnergy.sum(all, leaf());
  }

  private EnergyFunction component(int family) {
    return switch (family) {
      case 0 -> DensityEnergy.laplace(numbers(d), scales());
      case 1 -> TemperedEnergy.of(HarmonicEnergy.of(random.nextDouble()), random.nextDouble());
      default -> DensityEnergy.diagonalNormal(numbers(d), scales());
    };
  }

  private EnergyFunction adapted(EnergyFunction base) {
    return switch (random.nextInt(9)) {
      case 0 -> CappedEnergy.of(base, random.nextDouble(), random.nextInt(2) * 0.7);
      case 1 -> ScoreClippedEnergy.of(base, random.nextDouble(0.1, 3));
      case 2 -> StandardizedEnergy.of(base, numbers(d), scales());
      case 3 -> WhitenedEnergy.of(base, numbers(d), covariance(0.1));
      case 4 -> BoundedEnergy.of(base, bounds(-9), bounds(9));
      case 5 -> BoundedEnergy.of(base, bounds(-3), bounds(3));
      case 6 -> UnboundedEnergy.of(base, bounds(-2), bounds(2));
      case 7 -> InterpolatedEnergy.of(base, leaf(), random.nextInt(5) / 4.0);
      default -> TemperedEnergy.of(base, random.nextDouble(0.2, 1.5));
    };
  }

  /** Near a number, of whose sign infinity stands in some columns. */
  private double[] bounds(double near) {
    int open = random.nextInt(3);
    return random
        .doubles(d, -0.3, 0.3)
        .map(x -> random.nextInt(2) < open ? Math.signum(near) / 0.0 : near + x)
        .toArray();
  }

  private EnergyFunction leaf() {
    return switch (random.nextInt(20)) {
      case 0 -> GaussianEnergy.of(numbers(d), covariance(1));
      case 1 -> GaussianEnergy.of(numbers(d), covariance(1e-4));
      case 2 -> DoubleWellEnergy.of(0.7, 1.5);
      case 3 -> d < 2 ? HarmonicEnergy.of(2) : RosenbrockEnergy.of(1.2, 7);
      case 4 -> d < 2 ? HarmonicEnergy.of(3) : FunnelEnergy.of(1.5);
      case 5 -> d != 2 ? HarmonicEnergy.of(1) : HimmelblauEnergy.standard();
      case 6 -> AckleyEnergy.standard();
      case 7 -> RastriginEnergy.standard();
      case 8 -> StyblinskiTangEnergy.standard();
      case 9 -> Sin2Energy.of(1.7);
      case 10 -> AffineEnergy.of(numbers(d), 0.3);
      case 11 -> DensityEnergy.diagonalNormal(numbers(d), scales());
      case 12 -> DensityEnergy.studentT(numbers(d), scales(), 3.5);
      case 13 -> DensityEnergy.logistic(numbers(d), scales());
      case 14 -> DensityEnergy.laplace(numbers(d), scales());
      case 15 -> DensityEnergy.multivariateNormal(numbers(d), covariance(0.1));
      case 16 -> RandomExpressions.fixed(random.nextLong(), d);
      default -> perceptron();
    };
  }

  private EnergyFunction perceptron() {
    Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
    int hidden = 1 + random.nextInt(40);
    int second = 1 + random.nextInt(20);
    return random.nextBoolean()
        ? MlpEnergy.of(activation, layer(hidden, d), layer(1, hidden))
        : MlpEnergy.of(activation, layer(hidden, d), layer(second, hidden), layer(1, second));
  }

  private Layer layer(int outputs, int inputs) {
    double[][] weights =
        IntStream.range(0, outputs)
            .mapToObj(i -> random.doubles(inputs, -1, 1).toArray())
            .toArray(double[][]::new);
    return Layer.of(weights, numbers(outputs));
  }

  /** A Aᵀ / d + ridge I. */
  private double[][] covariance(double ridge) {
    double[][] factor =
        IntStream.range(0, d)
            .mapToObj(i -> random.doubles(d, -1, 1).toArray())
            .toArray(double[][]::new);
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double product = i == j ? ridge * d : 0;
        for (int k = 0; k < d; k++) {
          product += factor[i][k] * factor[j][k];
        }
        covariance[i][j] = product / d;
        covariance[j][i] = product / d;
      }
    }
    return covariance;
  }

  private double[] numbers(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private double[] scales() {
    return random.doubles(d, 0.5, 2).toArray();
  }
}
