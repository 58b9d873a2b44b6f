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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Energies made of energies: edges, infinities, NaN, and what they do to each other. */
class AdaptersTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final EnergyFunction WELL = DoubleWellEnergy.of(0.75, 1.5);
  private static final EnergyFunction NORMAL = DensityEnergy.diagonalNormal(one(0), one(1));

  /** NaN where x is above 1, in energy and score. */
  private static final EnergyFunction BREAKING =
      EnergyFunction.define("breaking", x -> x.minus(1).negate().sqrt().sum());

  /** Infinite where an entry is 0. */
  private static final EnergyFunction POLE = EnergyFunction.define("pole", x -> x.pow(-2).sum());

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static double[] two(double a, double b) {
    return new double[] {a, b};
  }

  private static double energy(EnergyFunction energy, double... x) {
    return energy.energy(Nd4j.createFromArray(new double[][] {x})).getDouble(0);
  }

  private static double[] score(EnergyFunction energy, double... x) {
    return energy.score(Nd4j.createFromArray(new double[][] {x})).toDoubleMatrix()[0];
  }

  static Stream<Arguments> backendsAndPrecisions() {
    return BatchedRows.backends()
        .flatMap(name -> Stream.of(Precision.values()).map(p -> Arguments.of(name, p)));
  }

  /** Energy and score of each row, side by side. */
  private static double[][] evaluated(
      String backend, Precision precision, EnergyFunction energy, double[]... rows) {
    return BatchedRows.evaluate(backend, energy, precision, 64, rows);
  }

  @ParameterizedTest
  @MethodSource("backendsAndPrecisions")
  void outsideOfItsBoundsAnEnergyIsInfiniteWithoutScore(String backend, Precision precision) {
    double[] outside = {NONE, 0, 0};
    EnergyFunction bounded = WELL.bounded(two(-1, -NONE), two(2, 5));
    double[][] rows = {
      {-1, 0}, {2, 0}, {0.5, 5}, {-7, 0}, {NONE, 0}, {-NONE, 1}, {0.5, NONE}, {3, 9}, {-1e30, -1}
    };
    assertThat(evaluated(backend, precision, bounded, rows))
        .isDeepEqualTo(Stream.generate(() -> outside).limit(9).toArray(double[][]::new));
    double[][] inside = evaluated(backend, precision, bounded, two(0.5, 1), two(-0.9, -40));
    assertThat(Arrays.stream(inside).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    double[] nan = evaluated(backend, precision, bounded, two(NAN, 1))[0];
    assertThat(nan[0]).isNaN();
    assertThat(nan[1]).isNaN();
    assertThat(evaluated(backend, precision, bounded, two(NAN, 7))[0][0]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("backendsAndPrecisions")
  void aRowOutsideLeavesNoTraceInAMixture(String backend, Precision precision) {
    EnergyFunction harmonic = HarmonicEnergy.of(2);
    EnergyFunction mixture = MixtureEnergy.of(WELL.bounded(two(0, 0), two(1, 1)), harmonic);
    assertThat(evaluated(backend, precision, mixture, two(-1, 3)))
        .isDeepEqualTo(new double[][] {{10, 2, -6}});
  }

  @ParameterizedTest
  @MethodSource("backendsAndPrecisions")
  void aCapHidesInfinitiesAboveItButNotNaN(String backend, Precision precision) {
    for (EnergyFunction capped :
        new EnergyFunction[] {POLE.capEnergy(3), CappedEnergy.of(POLE, 3, 0.5)}) {
      assertThat(evaluated(backend, precision, capped, two(0, 1)))
          .isDeepEqualTo(new double[][] {{3, 0, 0}});
      assertThat(evaluated(backend, precision, capped, two(0, NAN))[0][0]).isNaN();
    }
    assertThat(evaluated(backend, precision, BREAKING.capEnergy(3), two(2, 0))[0][0]).isNaN();
  }

  @ParameterizedTest
  @MethodSource("backendsAndPrecisions")
  void aClippedScoreKeepsItsDirectionHoweverLongAndNaNStaysNaN(
      String backend, Precision precision) {
    EnergyFunction clipped = HarmonicEnergy.of(1).clipScore(2);
    double huge = precision == Precision.DOUBLE ? 1e200 : 1e30;
    double tolerance = precision == Precision.DOUBLE ? 1e-14 : 1e-6;
    double[][] found =
        evaluated(backend, precision, clipped, two(3 * huge, -4 * huge), two(0, 1.75), two(0, 0));
    assertThat(found[0][1]).isCloseTo(-1.2, within(tolerance));
    assertThat(found[0][2]).isCloseTo(1.6, within(tolerance));
    assertThat(found[1]).containsExactly(new double[] {1.53125, 0, -1.75}, within(0.0));
    assertThat(found[2]).containsExactly(new double[3], within(0.0));
    double[][] broken =
        evaluated(backend, precision, BREAKING.clipScore(2), two(2, 0), two(1, 0), two(0, 0));
    assertThat(broken[0]).containsOnly(NAN);
    assertThat(broken[1][0]).as("the energy beside an infinite score").isEqualTo(1);
    assertThat(broken[1]).endsWith(NAN, NAN);
    assertThat(broken[2]).containsExactly(2, 0.5, 0.5);
  }

  @ParameterizedTest
  @MethodSource("backendsAndPrecisions")
  void atItsEndsAnInterpolationIsOneEnergyWhateverTheOtherIs(String backend, Precision precision) {
    EnergyFunction harmonic = HarmonicEnergy.of(2);
    double[][] expected = {{25, -6, -8}};
    for (EnergyFunction other : new EnergyFunction[] {BREAKING, POLE.tempered(-1)}) {
      assertThat(evaluated(backend, precision, harmonic.interpolated(other, 0), two(3, 4)))
          .isDeepEqualTo(expected);
      assertThat(evaluated(backend, precision, other.interpolated(harmonic, 1), two(3, 4)))
          .isDeepEqualTo(expected);
    }
    assertThat(evaluated(backend, precision, harmonic.interpolated(POLE, 0.5), two(3, 0))[0][0])
        .isInfinite();
  }

  @Test
  void clippingBelongsToItsEnergyWhateverThatIsPartOf() {
    EnergyFunction clipped = WELL.clipScore(0.5);
    double[] x = {1.9, -0.4};
    double[] s = score(WELL, x);
    double factor = 0.5 / Math.hypot(s[0], s[1]);
    double[] shortened = {factor * s[0], factor * s[1]};

    // Each term of a mixture has its own; responsibilities are those of the energies.
    EnergyFunction normal = HarmonicEnergy.of(1);
    double ratio = Math.exp(energy(WELL, x) - energy(normal, x));
    double first = 1 / (1 + ratio);
    double[] mixed = score(MixtureEnergy.of(clipped, normal), x);
    for (int j = 0; j < 2; j++) {
      assertThat(mixed[j]).isCloseTo(first * shortened[j] - (1 - first) * x[j], within(1e-13));
    }
    // On the sphere the shortened score at the direction u is projected: (I - uuᵀ) s / ‖x‖.
    double norm = Math.hypot(x[0], x[1]);
    double[] u = {x[0] / norm, x[1] / norm};
    double[] atU = score(clipped, u);
    double along = u[0] * atU[0] + u[1] * atU[1];
    double[] projected = score(SphericalEnergy.of(clipped), x);
    for (int j = 0; j < 2; j++) {
      assertThat(projected[j]).isCloseTo((atU[j] - along * u[j]) / norm, within(1e-14));
    }
    // A mixture is clipped as a whole, not term by term.
    double[] whole = score(MixtureEnergy.of(WELL, normal), x);
    double shorter = 0.1 / norm(whole);
    assertThat(score(MixtureEnergy.of(WELL, normal).clipScore(0.1), x))
        .containsExactly(two(shorter * whole[0], shorter * whole[1]), within(1e-15));
    // Within a clipped energy, clipping again takes the shorter.
    assertThat(score(clipped.clipScore(3), x)).containsExactly(shortened, within(1e-15));
    assertThat(norm(score(clipped.clipScore(0.25), x))).isCloseTo(0.25, within(1e-15));
    // A parallel map and its inverse stand outside of the clipped energy's own x.
    EnergyFunction there = EnergyFunction.define("scaled", y -> y.times(3).square().sum());
    EnergyFunction back = there.clipScore(0.1).standardized(two(0, 0), 3, 3);
    assertThat(score(back, 1, 0)).containsExactly(two(-0.1 / 3, 0), within(1e-16));
  }

  private static double norm(double... vector) {
    return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
  }

  @Test
  void secondDerivativesOfAClippedEnergyAreThoseOfTheShortenedField() {
    EnergyFunction clipped = WELL.clipScore(0.5);
    double[] x = {1.9, -0.4};
    double step = 1e-5;
    double[][] jacobian = new double[2][2];
    for (int j = 0; j < 2; j++) {
      double[] above = x.clone();
      double[] below = x.clone();
      above[j] += step;
      below[j] -= step;
      for (int i = 0; i < 2; i++) {
        double rise = score(clipped, below)[i] - score(clipped, above)[i];
        jacobian[i][j] = rise / (2 * step);
      }
    }
    assertThat(Math.abs(jacobian[0][1] - jacobian[1][0])).as("no Hessian").isGreaterThan(1e-3);
    INDArray row = Nd4j.createFromArray(new double[][] {x});
    assertThat(clipped.laplacian(row).getDouble(0))
        .isCloseTo(jacobian[0][0] + jacobian[1][1], within(1e-8));
    INDArray v = Nd4j.createFromArray(new double[][] {{0.7, -1.1}});
    double[] product = clipped.hessianVectorProduct(row, v).toDoubleMatrix()[0];
    for (int j = 0; j < 2; j++) {
      assertThat(product[j]).isCloseTo(0.7 * jacobian[0][j] - 1.1 * jacobian[1][j], within(1e-8));
    }
    assertThat(clipped.laplacian(Nd4j.zeros(1, 2).castTo(row.dataType())).getDouble(0))
        .as("at a score of 0, where nothing is shortened")
        .isEqualTo(WELL.laplacian(Nd4j.zeros(1, 2).castTo(row.dataType())).getDouble(0));
  }

  /** The midpoint rule, whose error is the ends': the integrands vanish there. */
  private static double integral(
      EnergyFunction energy, DoubleUnaryOperator x, DoubleUnaryOperator dx) {
    int steps = 20_000;
    double[][] rows = new double[steps][1];
    double[] widths = new double[steps];
    for (int i = 0; i < steps; i++) {
      double t = -12 + 24 * (i + 0.5) / steps;
      rows[i][0] = x.applyAsDouble(t);
      widths[i] = dx.applyAsDouble(t) * 24 / steps;
    }
    double[] energies = energy.energy(Nd4j.createFromArray(rows)).toDoubleVector();
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += Math.exp(-energies[i]) * widths[i];
    }
    return sum;
  }

  @Test
  void densitiesStayDensities() {
    // ∫ e^-E dx over the domain, by a substitution x(t) of its own, is 1 as it was.
    EnergyFunction unit = NORMAL.bounded(one(-1), one(3));
    assertThat(integral(unit, t -> 1 + 2 * Math.tanh(t), t -> 2 / Math.pow(Math.cosh(t), 2)))
        .isCloseTo(1, within(1e-8));
    EnergyFunction positive = NORMAL.bounded(one(2), one(NONE));
    assertThat(integral(positive, t -> 2 + Math.exp(t), Math::exp)).isCloseTo(1, within(1e-10));
    EnergyFunction below = NORMAL.bounded(one(-NONE), one(-2));
    assertThat(integral(below, t -> -2 - Math.exp(t), Math::exp)).isCloseTo(1, within(1e-10));
    EnergyFunction scaled = NORMAL.standardized(one(0.5), 0.2);
    assertThat(integral(scaled, t -> t, t -> 1)).isCloseTo(1, within(1e-10));
    EnergyFunction white = WhitenedEnergy.of(NORMAL, one(0.5), new double[][] {{0.04}});
    assertThat(integral(white, t -> t, t -> 1)).isCloseTo(1, within(1e-10));
    // The uniform density on (3, 5) is logistic without bounds.
    EnergyFunction uniform = AffineEnergy.of(one(0), Math.log(2)).unbounded(one(3), one(5));
    assertThat(integral(uniform, t -> 4 * t, t -> 4)).isCloseTo(1, within(1e-10));
    EnergyFunction logistic = DensityEnergy.logistic(one(0), one(1));
    assertThat(energy(uniform, 1.3)).isCloseTo(energy(logistic, 1.3), within(1e-14));
    assertThat(score(uniform, -400)).containsExactly(score(logistic, -400), within(1e-14));
  }

  @Test
  void boundsAndNoBoundsAreEachOthersInverse() {
    double[] lower = {-1, 0.5, -NONE, -NONE};
    double[] upper = {2, NONE, 3, NONE};
    EnergyFunction there = WELL.bounded(lower, upper).unbounded(lower, upper);
    EnergyFunction back = WELL.unbounded(lower, upper).bounded(lower, upper);
    double[] anywhere = {-3, 4, 0.3, -1};
    double[] inside = {0.25, 7, -2, 1.5};
    assertThat(energy(there, anywhere)).isCloseTo(energy(WELL, anywhere), within(1e-10));
    assertThat(score(there, anywhere)).containsExactly(score(WELL, anywhere), within(1e-10));
    assertThat(energy(back, inside)).isCloseTo(energy(WELL, inside), within(1e-10));
    assertThat(score(back, inside)).containsExactly(score(WELL, inside), within(1e-10));
  }

  @Test
  void standardizingBackIsStandardizingByTheInverse() {
    EnergyFunction there = WELL.standardized(two(1, -2), 0.5, 4);
    EnergyFunction back = there.standardized(two(-2, 0.5), 2, 0.25);
    assertThat(energy(back, 0.3, 1.1)).isCloseTo(energy(WELL, 0.3, 1.1), within(1e-13));
  }

  @Test
  void defaultsOfTheJsonForm() {
    String harmonic = "{\"type\":\"harmonic\",\"k\":1.0}";
    assertThat(Energies.toJson(HarmonicEnergy.of(1).capEnergy(2)))
        .isEqualTo(
            Energies.toJson(
                Energies.fromJson("{\"type\":\"capped\",\"base\":" + harmonic + ",\"cap\":2}")));
    assertThat(Energies.toJson(HarmonicEnergy.of(1).bounded(two(0, -NONE), two(NONE, 1))))
        .isEqualTo(
            "{\"type\":\"bounded\",\"base\":%s,\"lower\":[0.0,null],\"upper\":[null,1.0]}"
                .formatted(harmonic));
    assertThat(
            Energies.toJson(
                Energies.fromJson(
                    "{\"type\":\"standardized\",\"base\":%s,\"mean\":[0],\"scale\":[2]}"
                        .formatted(harmonic))))
        .endsWith("\"mean\":[0.0],\"scale\":[2.0],\"log_determinant\":true}");
  }

  private static void refuses(ThrowingCallable call, String... fragments) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.INVALID_PARAMETER))
        .hasMessageContainingAll(fragments);
  }

  @Test
  void parametersThatMakeNoSense() {
    refuses(() -> WELL.capEnergy(NAN), "cap: found NaN");
    refuses(() -> CappedEnergy.of(WELL, 1, -0.5), "softness: found -0.5, expected 0 or more");
    refuses(() -> CappedEnergy.of(WELL, 1, NONE), "softness: found Infinity");
    refuses(() -> WELL.clipScore(0), "max_norm: found 0.0, expected a finite number > 0");
    refuses(() -> WELL.clipScore(NAN), "max_norm: found NaN");
    refuses(() -> WELL.interpolated(WELL, 1.5), "t: found 1.5, expected a number from 0 to 1");
    refuses(() -> WELL.interpolated(WELL, NAN), "t: found NaN");
    refuses(
        () -> GaussianEnergy.standard(2).interpolated(GaussianEnergy.standard(3), 0),
        "ends[1]: found d = 3, expected d = 2");
    refuses(() -> WELL.standardized(two(0, 0), 1, 0), "scale[1]: found 0.0");
    refuses(() -> WELL.standardized(two(0, 0), 1), "scale: found 1 entries, expected 2 entries");
    refuses(() -> WELL.standardized(two(0, NAN), 1, 1), "mean[1]: found NaN");
    refuses(
        () -> GaussianEnergy.standard(3).standardized(two(0, 0), 1, 1),
        "base: found d = 3, expected d = 2, as mean has");
    refuses(
        () -> WhitenedEnergy.of(WELL, two(0, 0), new double[][] {{1, 2}, {2, 1}}),
        "cov: found a matrix that is not positive definite");
    refuses(
        () -> WhitenedEnergy.of(RosenbrockEnergy.standard(), one(0), new double[][] {{1}}),
        "base: found d >= 2, expected d = 1");
  }

  @Test
  void boundsThatMakeNoSense() {
    refuses(() -> WELL.bounded(two(0, 1), two(1, 1)), "upper[1]: found 1.0", "> lower[1] = 1.0");
    refuses(() -> WELL.bounded(two(0, NAN), two(1, 1)), "lower[1]: found NaN");
    refuses(() -> WELL.bounded(two(0, NONE), two(1, NONE)), "lower[1]: found Infinity");
    refuses(() -> WELL.unbounded(two(0, 0), one(1)), "upper: found 1 entries, expected 2");
    refuses(() -> WELL.unbounded(new double[0], new double[0]), "lower: found none");
    refuses(() -> WELL.unbounded(one(-1e308), one(1e308)), "upper[0]: found 1.0E308");
    refuses(
        () -> GaussianEnergy.standard(3).bounded(two(0, 0), two(1, 1)),
        "base: found d = 3, expected d = 2, as lower has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
{'type':'capped','base':{'type':'sin2'}}                                        | cap: missing
{'type':'capped','base':{'type':'sin2'},'cap':1,'soft':2}                       | soft: unknown field
{'type':'score_clipped','base':{'type':'sin2'},'max_norm':-1}                   | max_norm: found -1.0
{'type':'standardized','base':{'type':'sin2'},'mean':[0],'scale':[0]}           | scale[0]: found 0.0
{'type':'standardized','base':{'type':'sin2'},'mean':[0],'scale':[1],'log_determinant':1} | log_determinant: found 1
{'type':'bounded','base':{'type':'sin2'},'lower':[0]}                           | upper: missing
{'type':'bounded','base':{'type':'sin2'},'lower':[0],'upper':['one']}           | upper[0]: found "one"
{'type':'bounded','base':{'type':'sin2'},'lower':[2],'upper':[1]}               | upper[0]: found 1.0
{'type':'interpolated','start':{'type':'sin2'},'end':{'type':'sin3'},'t':0.5}   | end.type: unknown
{'type':'tempered','base':{'type':'interpolated','start':{'type':'sin2'},'end':{'type':'sin2'},'t':2}} | base.t: found 2.0
""")
  void jsonThatIsRefusedByNameOfTheField(String text, String message) {
    assertThatThrownBy(() -> Energies.fromJson(text.replace('\'', '"')))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining(message);
  }
}
