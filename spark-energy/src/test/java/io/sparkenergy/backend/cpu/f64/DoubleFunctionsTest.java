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
package io.sparkenergy.backend.cpu.f64;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.cpu.Exact;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoubleFunctionsTest {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int SAMPLES = 20_000;

  /** StrictMath is less than 1 ulp off, and that of the JDK is all there is to compare with. */
  private static final double REFERENCE_ULP = 1;

  /** NaNs of either sign, and one whose low bits are those of an exponent. */
  private static final double[] NANS = {
    Double.NaN,
    Double.longBitsToDouble(0xfff8000000000000L),
    Double.longBitsToDouble(0x7ff8000000000001L)
  };

  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-300,
    -1e-300,
    1e10,
    -1e10,
    1e30,
    -1e30,
    709.782712893384,
    709.7827128933841,
    -708,
    -740,
    -745.13,
    -745.14,
    -746,
    40,
    -40
  };

  /** The functions, what they are measured by, how many ulp they may be off, and where. */
  private enum Function {
    EXP(DoubleExponentials::exp, StrictMath::exp, PlainFunctions::exp, 0.9, 1, 30, 745),
    LOG(DoubleLogarithms::log, StrictMath::log, PlainFunctions::log, 0.9, 1e-308, 1e-3, 2, 1e6),
    LOG1P(
        DoubleLogarithms::log1p, StrictMath::log1p, PlainFunctions::log1p, 0.9, 1e-3, 1, 3, 1e308),
    SIN(DoubleTrigonometry::sin, StrictMath::sin, PlainFunctions::sin, 1.8, 1, 4, 1e3, 1e9, 1e12),
    COS(DoubleTrigonometry::cos, StrictMath::cos, PlainFunctions::cos, 1.8, 1, 4, 1e3, 1e9, 1e12),
    SIN_OF_BOTH(x -> both(x)[0], StrictMath::sin, PlainFunctions::sin, 1.5, 1, 4, 1e3, 1e9, 1e12),
    COS_OF_BOTH(x -> both(x)[1], StrictMath::cos, PlainFunctions::cos, 1.5, 1, 4, 1e3, 1e9, 1e12),
    TANH(DoubleExponentials::tanh, StrictMath::tanh, PlainFunctions::tanh, 2.6, 0.1, 1, 5, 25),
    SIGMOID(DoubleExponentials::sigmoid, null, PlainFunctions::sigmoid, 2, 1, 50, 750),
    SOFTPLUS(DoubleExponentials::softplus, null, PlainFunctions::softplus, 2.9, 1, 50, 750),
    ERF(DoubleErrorFunction::erf, null, PlainFunctions::erf, 3.3, 0.3, 1, 3, 6);

    private final UnaryOperator<DoubleVector> vector;
    private final DoubleUnaryOperator reference;
    private final DoubleUnaryOperator plain;
    private final double ulp;
    private final double[] ranges;

    Function(
        UnaryOperator<DoubleVector> vector,
        DoubleUnaryOperator reference,
        DoubleUnaryOperator plain,
        double ulp,
        double... ranges) {
      this.vector = vector;
      this.reference = reference;
      this.plain = plain;
      this.ulp = ulp;
      this.ranges = ranges;
    }

    /**
     * Evenly over the ranges to both sides of 0, of every magnitude near 0, and near boundaries.
     */
    private double[] samples(int count) {
      Random random = new Random(17);
      DoubleStream.Builder samples = DoubleStream.builder();
      for (int i = 0; i < count; i++) {
        for (double range : ranges) {
          samples.add(range * (2 * random.nextDouble() - 1));
        }
        samples.add(Math.scalb(2 * random.nextDouble() - 1, -random.nextInt(1000)));
        double multiple = 0.5 * random.nextInt(200) - 50;
        samples.add(multiple * Math.log(2)).add(multiple * Math.PI).add(multiple * Math.PI / 2);
        samples.add(Math.sqrt(0.5) * (1 + 1e-15 * random.nextInt(5))).add(1 + 1e-9 * multiple);
      }
      return samples.build().toArray();
    }

    private double[] ofEach(double[] x) {
      double[] y = new double[x.length];
      double[] lanes = new double[SPECIES.length()];
      for (int i = 0; i < x.length; i += lanes.length) {
        int count = Math.min(lanes.length, x.length - i);
        System.arraycopy(x, i, lanes, 0, count);
        vector.apply(DoubleVector.fromArray(SPECIES, lanes, 0)).intoArray(lanes, 0);
        System.arraycopy(lanes, 0, y, i, count);
      }
      return y;
    }
  }

  private static DoubleVector[] both(DoubleVector x) {
    double[] sin = new double[SPECIES.length() + 1];
    double[] cos = new double[SPECIES.length() + 1];
    DoubleTrigonometry.sinAndCos(x, sin, 1, cos, 1);
    return new DoubleVector[] {
      DoubleVector.fromArray(SPECIES, sin, 1), DoubleVector.fromArray(SPECIES, cos, 1)
    };
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SIGMOID", "SOFTPLUS", "ERF"})
  void isAsExactAsStatedByStrictMath(Function function) {
    double[] x = function.samples(SAMPLES);
    double[] y = function.ofEach(x);

    for (int i = 0; i < x.length; i++) {
      assertThat(ulps(y[i], function.reference.applyAsDouble(x[i])))
          .as("ulps of %s at %s, which gives %s", function, x[i], y[i])
          .isLessThanOrEqualTo(function.ulp + REFERENCE_ULP);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "SOFTPLUS", "ERF"})
  void isAsExactAsStatedByDecimals(Function function) {
    double[] x = function.samples(60);
    double[] y = function.ofEach(x);

    for (int i = 0; i < x.length; i++) {
      BigDecimal exact =
          switch (function) {
            case SIGMOID -> Exact.sigmoid(x[i]);
            case SOFTPLUS -> Exact.softplus(x[i]);
            default -> Exact.erf(x[i]);
          };
      assertThat(Exact.ulps(y[i], exact))
          .as("ulps of %s at %s, which gives %s", function, x[i], y[i])
          .isLessThanOrEqualTo(function.ulp + 0.01);
      assertThat(Exact.ulps(function.plain.applyAsDouble(x[i]), exact))
          .as("ulps of the plain %s at %s", function, x[i])
          .isLessThanOrEqualTo(8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWhatThePlainFunctionIs(Function function) {
    double[] x = function.samples(500);
    double[] y = function.ofEach(x);

    for (int i = 0; i < x.length; i++) {
      assertAgree(function, x[i], y[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWhatThePlainFunctionIsWhereThatIsSpecial(Function function) {
    for (double special : SPECIAL) {
      // Among ordinary lanes, which it must not disturb.
      double[] x = {special, 0.5, special, 0.75, 2, special, 0.25, 3, 0.125};
      double[] y = function.ofEach(x);

      for (int i = 0; i < x.length; i++) {
        assertAgree(function, x[i], y[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNoNumberOfWhatIsNone(Function function) {
    for (double nan : NANS) {
      double[] y = function.ofEach(new double[] {1, nan, 800, 1, 1, 1, 1, 1, 1, 1});

      assertThat(y[1]).as("%s", function).isNaN();
      assertThat(y[9]).as("%s", function).isEqualTo(y[0]);
    }
  }

  @Test
  void noSineIsAboveOne() {
    double[] nearTop = new double[SAMPLES];
    for (int i = 0; i < nearTop.length; i++) {
      nearTop[i] = Math.PI / 2 + (i - nearTop.length / 2) * 0x1p-38;
    }

    assertThat(Arrays.stream(Function.SIN.ofEach(nearTop))).allMatch(y -> y <= 1);
    assertThat(Function.COS.ofEach(new double[] {0, -0.0})).containsOnly(1);
  }

  private static void assertAgree(Function function, double x, double y) {
    double plain = function.plain.applyAsDouble(x);
    // Among them zeros of one sign, infinities, and what is no number.
    if (Double.compare(y, plain) != 0) {
      assertThat(Math.abs(y - plain))
          .as("%s at %s gives %s, and plainly %s", function, x, y, plain)
          .isLessThanOrEqualTo(1e-12 * Math.abs(plain) + Double.MIN_VALUE);
      assertThat(plain).as("%s at %s", function, x).isNotZero();
    }
  }

  private static double ulps(double actual, double expected) {
    return Double.compare(actual, expected) == 0
        ? 0
        : Math.abs(actual - expected) / Math.ulp(expected);
  }
}
