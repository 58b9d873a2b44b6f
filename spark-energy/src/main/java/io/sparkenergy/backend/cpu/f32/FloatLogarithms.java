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

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Logarithms, lane by lane in single precision.
 *
 * <p>The argument is 2<sup>k</sup>·(1 + f) with √½ ≤ 1 + f &lt; √2, and log(1 + f) = 2·artanh(s)
 * with s = f / (2 + f), where artanh is an odd polynomial, a minimax fit.
 *
 * <p>What is no positive normal number is seen to behind a branch, of which {@link
 * FloatExponentials} says more.
 */
public final class FloatLogarithms {

  private static final float LN2_HIGH = 0x1.62e43p-1f;
  private static final float LN2_LOW = -0x1.05c61p-29f;

  private static final int MANTISSA_BITS = 23;
  private static final int ONE = 0x3f800000;
  private static final int SQRT_HALF = 0x3f3504f3;
  private static final int MIN_NORMAL = 0x00800000;
  private static final int INFINITY = 0x7f800000;

  /** Whose bits, with a small integer added to them, are the sum of both. */
  private static final float SHIFT = 0x1.8p23f;

  private static final int SHIFT_BITS = 0x4b400000;

  /** Below it, 1 / 2<sup>k</sup> is a normal number. */
  private static final float LARGE = 0x1p125f;

  private static final int LARGE_BITS = 0x7e000000;

  private FloatLogarithms() {}

  /** The natural logarithm, at most 0.9 ulp off. */
  public static FloatVector log(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    IntVector mantissa = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS));
    FloatVector y = log(exponent, mantissa.reinterpretAsFloats().sub(1));
    // Where MIN_NORMAL <= bits < INFINITY: shifted so that a single comparison says it.
    if (!bits.add(Integer.MIN_VALUE - MIN_NORMAL)
        .compare(VectorOperators.LT, Integer.MIN_VALUE + (INFINITY - MIN_NORMAL))
        .allTrue()) {
      VectorMask<Float> subnormal =
          x.compare(VectorOperators.GT, 0).and(x.compare(VectorOperators.LT, Float.MIN_NORMAL));
      if (subnormal.anyTrue()) {
        float[] lanes = x.toArray();
        logOfEach(lanes);
        y = y.blend(FloatVector.fromArray(x.species(), lanes, 0), subnormal);
      }
      y =
          y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
              .blend(Float.NaN, x.compare(VectorOperators.GE, 0).not())
              .blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    }
    return y;
  }

  /** log(1 + x), at most 1.5 ulp off. */
  public static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1);
    IntVector bits = u.reinterpretAsInts();
    IntVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    IntVector scaleBits = exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).neg().add(ONE);
    FloatVector scale = scaleBits.reinterpretAsFloats();
    // From x, not from u: what u lost to rounding is in f.
    FloatVector f = x.fma(scale, scale.sub(1));
    FloatVector y =
        log(exponent, f)
            .reinterpretAsInts()
            .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
            .reinterpretAsFloats();
    // As in log, where 1 <= bits < LARGE_BITS.
    if (!bits.add(Integer.MIN_VALUE - 1)
        .compare(VectorOperators.LT, Integer.MIN_VALUE + (LARGE_BITS - 1))
        .allTrue()) {
      VectorMask<Float> large = x.compare(VectorOperators.GE, LARGE);
      if (large.anyTrue()) {
        float[] lanes = x.toArray();
        logOfEach(lanes);
        y = y.blend(FloatVector.fromArray(x.species(), lanes, 0), large);
      }
      y =
          y.blend(Float.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0))
              .blend(Float.NaN, u.compare(VectorOperators.GE, 0).not());
    }
    return y;
  }

  /** log(1 + x) where 0 ≤ x ≤ 1, at most 2 ulp off; elsewhere any number. */
  static FloatVector log1pOfFraction(FloatVector x) {
    FloatVector s = x.div(x.add(2));
    FloatVector z = s.mul(s);
    FloatVector p =
        s.broadcast(0.28024495f)
            .fma(z, s.broadcast(0.27999133f))
            .fma(z, s.broadcast(0.400217f))
            .fma(z, s.broadcast(0.6666641f));
    return p.fma(s.mul(z), s.add(s));
  }

  /** k·ln 2 + log(1 + f), where √½ - 1 ≤ f < √2 - 1. */
  private static FloatVector log(IntVector k, FloatVector f) {
    FloatVector minusS = f.div(f.broadcast(-2).sub(f));
    FloatVector z = minusS.mul(minusS);
    FloatVector minusP =
        z.broadcast(-0.29871863f)
            .fma(z, z.broadcast(-0.39977536f))
            .fma(z, z.broadcast(-0.66666776f));
    FloatVector kAsFloat = k.add(SHIFT_BITS).reinterpretAsFloats().sub(SHIFT);
    // 2·artanh(s) is f - s·(f - s²·p), whose second term is small, and its rounding with it.
    FloatVector small = minusS.fma(minusP.fma(z, f), kAsFloat.mul(LN2_LOW));
    return kAsFloat.fma(f.broadcast(LN2_HIGH), f.add(small));
  }

  private static void logOfEach(float[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (float) Math.log(lanes[i]);
    }
  }
}
