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
package io.sparkenergy.backend.cpu.f32;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloatFunctionsTest {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int SAMPLES = 20_000;

  /** NaNs of either sign, and one whose low bits are those of an exponent. */
  private static final float[] NANS = {
    Float.NaN, Float.intBitsToFloat(0xffc00000), Float.intBitsToFloat(0x7fc00001)
  };

  private static final float[] SPECIAL = {
    0,
    -0f,
    1,
    -1,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-36f,
    -1e-36f,
    1e10f,
    -1e10f,
    1e30f,
    -1e30f,
    88.72283f,
    88.72284f,
    -87.4f,
    -103.9f,
    -104,
    20,
    -20
  };

  private interface Plain {
    float of(float x);
  }

  /** The functions, in double precision, and plain; how many ulp they may be off, and where. */
  private enum Function {
    EXP(FloatExponentials::exp, StrictMath::exp, PlainFunctions::exp, 0.9, 1, 10, 105),
    LOG(FloatLogarithms::log, StrictMath::log, PlainFunctions::log, 0.9, 1e-38, 1e-3, 2, 1e6),
    LOG1P(FloatLogarithms::log1p, StrictMath::log1p, PlainFunctions::log1p, 1.5, 0.1, 1, 3, 1e38),
    SIN(FloatTrigonometry::sin, StrictMath::sin, PlainFunctions::sin, 2, 1, 4, 1e3, 3e4, 1e6),
    COS(FloatTrigonometry::cos, StrictMath::cos, PlainFunctions::cos, 2, 1, 4, 1e3, 3e4, 1e6),
    SIN_OF_BOTH(x -> both(x)[0], StrictMath::sin, PlainFunctions::sin, 1.6, 1, 4, 1e3, 3e4, 1e6),
    COS_OF_BOTH(x -> both(x)[1], StrictMath::cos, PlainFunctions::cos, 1.6, 1, 4, 1e3, 3e4, 1e6),
    TANH(FloatExponentials::tanh, StrictMath::tanh, PlainFunctions::tanh, 2.5, 0.1, 1, 5, 12),
    SIGMOID(
        FloatExponentials::sigmoid,
        io.sparkenergy.backend.cpu.f64.PlainFunctions::sigmoid,
        PlainFunctions::sigmoid,
        2.4,
        1,
        20,
        105),
    SOFTPLUS(
        FloatExponentials::softplus,
        io.sparkenergy.backend.cpu.f64.PlainFunctions::softplus,
        PlainFunctions::softplus,
        2.9,
        1,
        20,
        105),
    ERF(
        FloatErrorFunction::erf,
        io.sparkenergy.backend.cpu.f64.PlainFunctions::erf,
        PlainFunctions::erf,
        2.9,
        0.3,
        1,
        4);

    private final UnaryOperator<FloatVector> vector;
    private final DoubleUnaryOperator reference;
    private final Plain plain;
    private final double ulp;
    private final double[] ranges;

    Function(
        UnaryOperator<FloatVector> vector,
        DoubleUnaryOperator reference,
        Plain plain,
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
    private float[] samples(int count) {
      Random random = new Random(17);
      DoubleStream.Builder samples = DoubleStream.builder();
      for (int i = 0; i < count; i++) {
        for (double range : ranges) {
          samples.add(range * (2 * random.nextDouble() - 1));
        }
        samples.add(Math.scalb(2 * random.nextDouble() - 1, -random.nextInt(140)));
        double multiple = 0.5 * random.nextInt(200) - 50;
        samples.add(multiple * Math.log(2)).add(multiple * Math.PI).add(multiple * Math.PI / 2);
        samples.add(Math.sqrt(0.5) * (1 + 1e-7 * random.nextInt(5))).add(1 + 1e-5 * multiple);
      }
      double[] asDoubles = samples.build().toArray();
      float[] x = new float[asDoubles.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) asDoubles[i];
      }
      return x;
    }

    private float[] ofEach(float[] x) {
      float[] y = new float[x.length];
      float[] lanes = new float[SPECIES.length()];
      for (int i = 0; i < x.length; i += lanes.length) {
        int count = Math.min(lanes.length, x.length - i);
        System.arraycopy(x, i, lanes, 0, count);
        vector.apply(FloatVector.fromArray(SPECIES, lanes, 0)).intoArray(lanes, 0);
        System.arraycopy(lanes, 0, y, i, count);
      }
      return y;
    }
  }

  private static FloatVector[] both(FloatVector x) {
    float[] sin = new float[SPECIES.length() + 1];
    float[] cos = new float[SPECIES.length() + 1];
    FloatTrigonometry.sinAndCos(x, sin, 1, cos, 1);
    return new FloatVector[] {
      FloatVector.fromArray(SPECIES, sin, 1), FloatVector.fromArray(SPECIES, cos, 1)
    };
  }

  @ParameterizedTest
  @EnumSource
  void isAsExactAsStated(Function function) {
    float[] x = function.samples(SAMPLES);
    float[] y = function.ofEach(x);

    for (int i = 0; i < x.length; i++) {
      assertThat(ulps(y[i], function.reference.applyAsDouble(x[i])))
          .as("ulps of %s at %s, which gives %s", function, x[i], y[i])
          .isLessThanOrEqualTo(function.ulp + 0.01);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWhatThePlainFunctionIs(Function function) {
    float[] x = function.samples(500);
    float[] y = function.ofEach(x);

    for (int i = 0; i < x.length; i++) {
      assertAgree(function, x[i], y[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWhatThePlainFunctionIsWhereThatIsSpecial(Function function) {
    for (float special : SPECIAL) {
      // Among ordinary lanes, which it must not disturb.
      float[] x = {special, 0.5f, special, 0.75f, 2, special, 0.25f, 3, 0.125f};
      float[] y = function.ofEach(x);

      for (int i = 0; i < x.length; i++) {
        assertAgree(function, x[i], y[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNoNumberOfWhatIsNone(Function function) {
    for (float nan : NANS) {
      float[] y = function.ofEach(new float[] {1, nan, 100, 1, 1, 1, 1, 1, 1, 1});

      assertThat(y[1]).as("%s", function).isNaN();
      assertThat(y[9]).as("%s", function).isEqualTo(y[0]);
    }
  }

  @Test
  void noSineIsAboveOne() {
    float[] nearTop = new float[SAMPLES];
    for (int i = 0; i < nearTop.length; i++) {
      nearTop[i] = Float.intBitsToFloat(Float.floatToIntBits((float) (Math.PI / 2)) + i - 10_000);
    }

    for (float y : Function.SIN.ofEach(nearTop)) {
      assertThat(y).isLessThanOrEqualTo(1);
    }
    assertThat(Function.COS.ofEach(new float[] {0, -0f})).containsOnly(1f);
  }

  private static void assertAgree(Function function, float x, float y) {
    float plain = function.plain.of(x);
    // Among them zeros of one sign, infinities, and what is no number.
    if (Float.compare(y, plain) != 0) {
      assertThat(Math.abs(y - plain))
          .as("%s at %s gives %s, and plainly %s", function, x, y, plain)
          .isLessThanOrEqualTo(1e-5f * Math.abs(plain) + Float.MIN_VALUE);
      assertThat(plain).as("%s at %s", function, x).isNotZero();
    }
  }

  private static double ulps(float actual, double expected) {
    float rounded = (float) expected;
    return Float.compare(actual, rounded) == 0
        ? 0
        : Math.abs(actual - expected) / Math.ulp(rounded);
  }
}
