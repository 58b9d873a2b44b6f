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
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and what is made of it, lane by lane in single precision.
 *
 * <p>All write x = k·ln 2 + r with an integer k and |r| ≤ ln 2 / 2, and take e<sup>r</sup> from a
 * polynomial of degree 6, a minimax fit of (e<sup>r</sup> - 1 - r) / r² whose error is below
 * 2<sup>-26</sup> of e<sup>r</sup> - 1.
 *
 * <p>Results that are not normal numbers are made behind a branch. No method is called there: one
 * that is rarely called is not inlined, and vectors are boxed, on the common path too, where a call
 * may return one.
 */
public final class FloatExponentials {

  private static final float LOG2_E = 0x1.715476p0f;
  private static final float LN2_HIGH = 0x1.62e43p-1f;
  private static final float LN2_LOW = -0x1.05c61p-29f;

  /** Added to a number, rounds it to an integer, which is then in the low bits. */
  private static final float SHIFT = 0x1.8p23f;

  /** As {@link #SHIFT}; the integer in the low bits is larger by the bias of an exponent. */
  private static final float BIASED_SHIFT = 0x1.8p23f + 127;

  private static final int MANTISSA_BITS = 23;

  /** Where e<sup>x</sup> and e<sup>-x</sup> are normal numbers. */
  private static final float NORMAL = 85;

  private static final float OVERFLOW = 0x1.62e42ep6f;
  private static final float UNDERFLOW = -104;

  /** From here on, tanh is 1 when rounded. */
  private static final float TANH_IS_ONE = 10;

  private FloatExponentials() {}

  /** e<sup>x</sup>, at most 0.9 ulp off. */
  public static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(x.broadcast(LOG2_E), x.broadcast(SHIFT));
    FloatVector k = shifted.sub(SHIFT);
    FloatVector r = remainder(x, k);
    IntVector mantissa = expOfRemainder(r).reinterpretAsInts();
    IntVector exponent = shifted.reinterpretAsInts();
    FloatVector y =
        mantissa.add(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsFloats();
    if (!x.abs().compare(VectorOperators.LT, NORMAL).allTrue()) {
      FloatVector small =
          mantissa
              .add(exponent.add(64).lanewise(VectorOperators.LSHL, MANTISSA_BITS))
              .reinterpretAsFloats()
              .mul(0x1p-64f);
      y =
          y.blend(small, x.compare(VectorOperators.LT, -NORMAL))
              .blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
              .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, OVERFLOW))
              .blend(x, x.compare(VectorOperators.NE, x));
    }
    return y;
  }

  /** 1 / (1 + e<sup>-x</sup>), at most 2.4 ulp off. */
  public static FloatVector sigmoid(FloatVector x) {
    FloatVector shifted = x.fma(x.broadcast(LOG2_E), x.broadcast(BIASED_SHIFT));
    FloatVector k = shifted.sub(BIASED_SHIFT);
    IntVector exponent = shifted.reinterpretAsInts();
    FloatVector scale =
        exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    // e^-x is 2^-k·e^-r; multiplied by 2^k, it and the 1 beside it stay away from overflow.
    FloatVector p = expOfRemainder(remainder(x, k).neg());
    FloatVector y = scale.div(scale.add(p));
    if (!x.abs().compare(VectorOperators.LT, NORMAL).allTrue()) {
      FloatVector small =
          exponent
              .add(64)
              .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
              .reinterpretAsFloats()
              .div(p)
              .mul(0x1p-64f);
      y =
          y.blend(small, x.compare(VectorOperators.LE, -NORMAL))
              .blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
              .blend(1, x.compare(VectorOperators.GE, NORMAL));
    }
    return y;
  }

  /** log(1 + e<sup>x</sup>), at most 2.9 ulp off. */
  public static FloatVector softplus(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector shifted = a.fma(x.broadcast(-LOG2_E), x.broadcast(SHIFT));
    FloatVector k = shifted.sub(SHIFT);
    IntVector mantissa = expOfRemainder(remainder(a.neg(), k)).reinterpretAsInts();
    IntVector exponent = shifted.reinterpretAsInts();
    FloatVector e =
        mantissa.add(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsFloats();
    // The larger of x and 0, exactly: half of 2x, or of 0.
    FloatVector positive = x.add(a).mul(0.5f);
    FloatVector y = positive.add(FloatLogarithms.log1pOfFraction(e));
    if (!a.compare(VectorOperators.LT, NORMAL).allTrue()) {
      FloatVector small =
          mantissa
              .add(exponent.add(64).lanewise(VectorOperators.LSHL, MANTISSA_BITS))
              .reinterpretAsFloats()
              .mul(0x1p-64f);
      y =
          y.blend(small, x.compare(VectorOperators.LE, -NORMAL))
              .blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
              .blend(x, x.compare(VectorOperators.GE, NORMAL))
              .blend(x, x.compare(VectorOperators.NE, x));
    }
    return y;
  }

  /** The hyperbolic tangent, at most 2.5 ulp off. */
  public static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector e = expm1(a.add(a));
    FloatVector y = e.div(e.add(2)).blend(1, a.compare(VectorOperators.GT, TANH_IS_ONE));
    return withSign(y, x);
  }

  /** e<sup>x</sup> - 1 where |x| < {@value #NORMAL}, at most 2 ulp off; elsewhere any number. */
  static FloatVector expm1(FloatVector x) {
    FloatVector shifted = x.fma(x.broadcast(LOG2_E), x.broadcast(BIASED_SHIFT));
    FloatVector r = remainder(x, shifted.sub(BIASED_SHIFT));
    FloatVector scale =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .reinterpretAsFloats();
    FloatVector expm1OfRemainder = tail(r).fma(r.mul(r), r);
    return scale.fma(expm1OfRemainder, scale.sub(1));
  }

  /** The magnitude y, which is not below 0, with the sign of x. */
  static FloatVector withSign(FloatVector y, FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** x - k·ln 2; the first product is exact, and so is what it is taken from. */
  private static FloatVector remainder(FloatVector x, FloatVector k) {
    return k.fma(x.broadcast(-LN2_LOW), k.fma(x.broadcast(-LN2_HIGH), x));
  }

  private static FloatVector expOfRemainder(FloatVector r) {
    return tail(r).fma(r, r.broadcast(1)).fma(r, r.broadcast(1));
  }

  /** (e<sup>r</sup> - 1 - r) / r². */
  private static FloatVector tail(FloatVector r) {
    return r.broadcast(0.0013882495f)
        .fma(r, r.broadcast(0.008366647f))
        .fma(r, r.broadcast(0.041667204f))
        .fma(r, r.broadcast(0.16666542f))
        .fma(r, r.broadcast(0.49999997f));
  }
}
