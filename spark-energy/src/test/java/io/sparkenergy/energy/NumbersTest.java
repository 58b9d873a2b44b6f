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
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Far points, zeros, poles and ill-conditioned parameters. */
class NumbersTest {
  private static INDArray row(double... values) {
    return Nd4j.createFromArray(new double[][] {values});
  }

  private static double energy(EnergyFunction energy, double... x) {
    return energy.energy(row(x)).getDouble(0);
  }

  private static double[] score(EnergyFunction energy, double... x) {
    return energy.score(row(x)).toDoubleMatrix()[0];
  }

  @Test
  void mixtureOfFarPointsDoesNotUnderflow() {
    EnergyFunction left = GaussianEnergy.of(new double[] {-1}, new double[][] {{1}});
    EnergyFunction right = GaussianEnergy.of(new double[] {1}, new double[][] {{1}});
    MixtureEnergy mixture = MixtureEnergy.of(left, right);
    for (double x : new double[] {1e3, 1e6}) {
      // The left term is e^(-2x) of the right one: nothing, to float64.
      assertThat(energy(mixture, x))
          .isCloseTo(0.5 * (x - 1) * (x - 1), Percentage.withPercentage(1e-12));
      assertThat(score(mixture, x)[0]).isCloseTo(-(x - 1), within(1e-9 * x));
    }
  }

  @Test
  void logSumExpOfLargeTermsDoesNotOverflow() {
    EnergyFunction up = AffineEnergy.of(new double[] {1}, 0);
    EnergyFunction down = AffineEnergy.of(new double[] {-1}, 0);
    LogSumExpEnergy energy = LogSumExpEnergy.of(up, down);
    assertThat(energy(energy, 1e5)).isEqualTo(1e5);
    assertThat(score(energy, -1e5)).containsExactly(1);
    assertThat(energy(energy, 0)).isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void aTermThatDoesNotCountLeavesNoTraceInTheScore() {
    EnergyFunction gaussian = GaussianEnergy.standard(2);
    double[] overflowing = {-1000, 2};
    assertThat(energy(FunnelEnergy.standard(), overflowing)).isInfinite();
    assertThat(score(CompositeEnergy.min(gaussian, FunnelEnergy.standard()), overflowing))
        .containsExactly(1000, -2);
    assertThat(score(MixtureEnergy.of(FunnelEnergy.standard(), gaussian), overflowing))
        .containsExactly(1000, -2);
    assertThat(score(MixtureEnergy.of(gaussian, RosenbrockEnergy.standard()), 1e100, 1e100))
        .containsExactly(-1e100, -1e100);
  }

  @Test
  void zeroFactorOfAProductGivesNoNaN() {
    CompositeEnergy product =
        CompositeEnergy.product(HarmonicEnergy.of(1), HarmonicEnergy.of(1), HarmonicEnergy.of(4));
    assertThat(score(product, 0, 0)).containsExactly(new double[2], within(0.0));
    CompositeEnergy zero = CompositeEnergy.product(HarmonicEnergy.of(1), HarmonicEnergy.of(2));
    assertThat(score(zero.weights(0, 1), 3, 4)).containsExactly(new double[2], within(0.0));
  }

  @Test
  void minimumAndMaximumTakeTheFirstOnTies() {
    EnergyFunction up = AffineEnergy.of(new double[] {2}, 0);
    EnergyFunction down = AffineEnergy.of(new double[] {-3}, 0);
    assertThat(score(CompositeEnergy.min(up, down), 0)).containsExactly(-2);
    assertThat(score(CompositeEnergy.max(down, up), 0)).containsExactly(3);
  }

  @Test
  void ackleyIsLowestAtZeroWithoutScore() {
    assertThat(energy(AckleyEnergy.standard(), 0, 0, 0)).isZero();
    assertThat(score(AckleyEnergy.standard(), 0, 0, 0)).containsExactly(new double[3], within(0.0));
  }

  @Test
  void sphericalBelowEpsDividesByEps() {
    SphericalEnergy energy = SphericalEnergy.of(HarmonicEnergy.of(1), 0.5);
    assertThat(energy(energy, 0.1, 0)).isCloseTo(0.5 * 0.04, within(1e-15));
    assertThat(score(energy, 0.1, 0)[0]).isCloseTo(-0.1 / 0.25, within(1e-15));
    assertThat(energy(SphericalEnergy.of(HarmonicEnergy.of(1)), 0, 0)).isZero();
  }

  @Test
  void softplusAndLogisticAreExactFarOut() {
    EnergyFunction softplus = EnergyFunction.define("s", x -> x.softplus().sum());
    assertThat(energy(softplus, 800)).isEqualTo(800);
    assertThat(energy(softplus, -800)).isZero();
    assertThat(energy(softplus, -30)).isCloseTo(Math.log1p(Math.exp(-30)), within(1e-27));
    EnergyFunction log1p = EnergyFunction.define("l", x -> x.log1p().sum());
    for (double x : new double[] {1e-12, 0.3, 1, 50, 1e300}) {
      assertThat(energy(log1p, x)).isCloseTo(Math.log1p(x), Percentage.withPercentage(1e-13));
    }
  }

  @Test
  void studentTWithManyDegreesOfFreedomIsNormal() {
    double[] loc = {0};
    double[] scale = {1};
    double student = energy(DensityEnergy.studentT(loc, scale, 1e12), 1.5);
    assertThat(student)
        .isCloseTo(energy(DensityEnergy.diagonalNormal(loc, scale), 1.5), within(1e-11));
    // Cauchy: log π (1 + x²)
    assertThat(energy(DensityEnergy.studentT(loc, scale, 1), 2))
        .isCloseTo(Math.log(5 * Math.PI), within(1e-14));
  }

  @Test
  void densitiesIncludeTheirConstants() {
    double[] loc = {0.5};
    double[] scale = {2};
    assertThat(energy(DensityEnergy.laplace(loc, scale), 3.5))
        .isCloseTo(1.5 + Math.log(4), within(1e-14));
    assertThat(energy(DensityEnergy.logistic(loc, scale), 0.5))
        .isCloseTo(Math.log(8), within(1e-14));
    assertThat(energy(DensityEnergy.multivariateNormal(loc, new double[][] {{4}}), 2.5))
        .isCloseTo(0.5 + Math.log(2 * Math.sqrt(2 * Math.PI)), within(1e-14));
  }

  @Test
  void closedFormsOfTheSimpleEnergies() {
    assertThat(energy(StyblinskiTangEnergy.standard(), 1, -2))
        .isCloseTo(0.5 * (1 - 16 + 5 + 16 - 64 - 10), within(1e-13));
    assertThat(energy(FunnelEnergy.of(2), 1, 2, 3))
        .isCloseTo(1.0 / 8 + 0.5 * (13 * Math.exp(-1) + 2), within(1e-14));
    assertThat(energy(TemperedEnergy.of(HarmonicEnergy.of(2), 0.25), 2)).isEqualTo(1);
    assertThat(energy(AffineEnergy.of(new double[] {1, 2}, 3), 4, 5)).isEqualTo(17);
  }

  @Test
  void illConditionedGaussianKeepsItsDigits() {
    double r = 1 - 1e-8;
    GaussianEnergy energy = GaussianEnergy.of(new double[2], new double[][] {{1, r}, {r, 1}});
    MathContext digits = new MathContext(60);
    BigDecimal correlation = new BigDecimal(r);
    BigDecimal x = new BigDecimal(1.25);
    BigDecimal y = new BigDecimal(1.5);
    BigDecimal numerator =
        x.multiply(x)
            .add(y.multiply(y))
            .subtract(correlation.multiply(x).multiply(y).multiply(BigDecimal.valueOf(2)));
    BigDecimal determinant = BigDecimal.ONE.subtract(correlation.multiply(correlation));
    double expected = numerator.divide(determinant, digits).doubleValue() / 2;
    assertThat(energy(energy, 1.25, 1.5)).isCloseTo(expected, Percentage.withPercentage(1e-5));
    assertThat(energy(energy, 1, 1)).isCloseTo(1 / (1 + r), within(1e-7));
  }

  @Test
  void nanStaysInItsRow() {
    for (EnergyFunction energy : EnergyCatalogue.all().values()) {
      INDArray x = Nd4j.createFromArray(EnergyCatalogue.rows(5));
      double[] clean = energy.energy(x).toDoubleVector();
      INDArray dirty = x.dup();
      dirty.putScalar(2, 0, Double.NaN);
      double[] energies = energy.energy(dirty).toDoubleVector();
      assertThat(energies[2]).as(energy.name()).isNaN();
      energies[2] = clean[2];
      assertThat(energies).as(energy.name()).isEqualTo(clean);

      double[][] scores = energy.score(dirty).toDoubleMatrix();
      double[][] cleanScores = energy.score(x).toDoubleMatrix();
      boolean constantScore = Arrays.equals(cleanScores[0], cleanScores[1]);
      if (!constantScore) {
        assertThat(scores[2][0]).as(energy.name()).isNaN();
      }
      scores[2] = cleanScores[2];
      assertThat(scores).as(energy.name()).isDeepEqualTo(cleanScores);
    }
  }

  @Test
  void fromSamplesIsTheMeanAndTheCovariancePlusTheRegularization() {
    double[][] rows = {{1, 2}, {3, 5}, {2, -1}};
    GaussianEnergy fitted = GaussianEnergy.fromSamples(Nd4j.createFromArray(rows));
    assertThat(fitted.mean()).containsExactly(new double[] {2, 2}, within(1e-14));
    assertThat(fitted.covariance()[0]).containsExactly(new double[] {1.0001, 1.5}, within(1e-12));
    assertThat(fitted.covariance()[1]).containsExactly(new double[] {1.5, 9.0001}, within(1e-12));
    GaussianEnergy constant = GaussianEnergy.fromSamples(Nd4j.ones(DataType.DOUBLE, 5, 2));
    assertThat(constant.covariance()[0]).containsExactly(1e-4, 0);
  }
}
