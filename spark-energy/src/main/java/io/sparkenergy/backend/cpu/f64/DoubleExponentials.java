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

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and what is made of it, lane by lane in double precision.
 *
 * <p>All write x = k·ln 2 + r with an integer k and |r| ≤ ln 2 / 2, and take e<sup>r</sup> from a
 * polynomial of degree 11, a minimax fit of (e<sup>r</sup> - 1 - r) / r² whose error is below
 * 2<sup>-55</sup> of e<sup>r</sup> - 1.
 *
 * <p>Results that are not normal numbers are made behind a branch. No method is called there: one
 * that is rarely called is not inlined, and vectors are boxed, on the common path too, where a call
 * may return one.
 */
public final class DoubleExponentials {

  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** Added to a number, rounds it to an integer, which is then in the low bits. */
  private static final double SHIFT = 0x1.8p52;

  /** As {@link #SHIFT}; the integer in the low bits is larger by the bias of an exponent. */
  private static final double BIASED_SHIFT = 0x1.8p52 + 1023;

  private static final int MANTISSA_BITS = 52;

  /** Where e<sup>x</sup> and e<sup>-x</sup> are normal numbers. */
  private static final double NORMAL = 707;

  private static final double OVERFLOW = 0x1.62e42fefa39efp9;
  private static final double UNDERFLOW = -746;

  /** From here on, tanh is 1 when rounded. */
  private static final double TANH_IS_ONE = 20;

  private DoubleExponentials() {}

  /** e<sup>x</sup>, at most 0.9 ulp off. */
  public static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.fma(x.broadcast(LOG2_E), x.broadcast(SHIFT));
    DoubleVector k = shifted.sub(SHIFT);
    DoubleVector r = remainder(x, k);
    LongVector mantissa = expOfRemainder(r).reinterpretAsLongs();
    LongVector exponent = shifted.reinterpretAsLongs();
    DoubleVector y =
        mantissa.add(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsDoubles();
    if (!x.abs().compare(VectorOperators.LT, NORMAL).allTrue()) {
      DoubleVector small =
          mantissa
              .add(exponent.add(64).lanewise(VectorOperators.LSHL, MANTISSA_BITS))
              .reinterpretAsDoubles()
              .mul(0x1p-64);
      y =
          y.blend(small, x.compare(VectorOperators.LT, -NORMAL))
              .blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
              .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, OVERFLOW))
              .blend(x, x.compare(VectorOperators.NE, x));
    }
    return y;
  }

  /** 1 / (1 + e<sup>-x</sup>), at most 2 ulp off. */
  public static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector shifted = x.fma(x.broadcast(LOG2_E), x.broadcast(BIASED_SHIFT));
    DoubleVector k = shifted.sub(BIASED_SHIFT);
    LongVector exponent = shifted.reinterpretAsLongs();
    DoubleVector scale =
        exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsDoubles();
    // e^-x is 2^-k·e^-r; multiplied by 2^k, it and the 1 beside it stay away from overflow.
    DoubleVector p = expOfRemainder(remainder(x, k).neg());
    DoubleVector y = scale.div(scale.add(p));
    if (!x.abs().compare(VectorOperators.LT, NORMAL).allTrue()) {
      DoubleVector small =
          exponent
              .add(64)
              .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
              .reinterpretAsDoubles()
              .div(p)
              .mul(0x1p-64);
      y =
          y.blend(small, x.compare(VectorOperators.LE, -NORMAL))
              .blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
              .blend(1, x.compare(VectorOperators.GE, NORMAL));
    }
    return y;
  }

  /** log(1 + e<sup>x</sup>), at most 2.9 ulp off. */
  public static DoubleVector softplus(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector shifted = a.fma(x.broadcast(-LOG2_E), x.broadcast(SHIFT));
    DoubleVector k = shifted.sub(SHIFT);
    LongVector mantissa = expOfRemainder(remainder(a.neg(), k)).reinterpretAsLongs();
    LongVector exponent = shifted.reinterpretAsLongs();
    DoubleVector e =
        mantissa.add(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsDoubles();
    // The larger of x and 0, exactly: half of 2x, or of 0.
    DoubleVector positive = x.add(a).mul(0.5);
    DoubleVector y = positive.add(DoubleLogarithms.log1pOfFraction(e));
    if (!a.compare(VectorOperators.LT, NORMAL).allTrue()) {
      DoubleVector small =
          mantissa
              .add(exponent.add(64).lanewise(VectorOperators.LSHL, MANTISSA_BITS))
              .reinterpretAsDoubles()
              .mul(0x1p-64);
      y =
          y.blend(small, x.compare(VectorOperators.LE, -NORMAL))
              .blend(0, x.compare(VectorOperators.LT, UNDERFLOW))
              .blend(x, x.compare(VectorOperators.GE, NORMAL))
              .blend(x, x.compare(VectorOperators.NE, x));
    }
    return y;
  }

  /** The hyperbolic tangent, at most 2.6 ulp off. */
  public static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector e = expm1(a.add(a));
    DoubleVector y = e.div(e.add(2)).blend(1, a.compare(VectorOperators.GT, TANH_IS_ONE));
    return withSign(y, x);
  }

  /** e<sup>x</sup> - 1 where |x| < {@value #NORMAL}, at most 2 ulp off; elsewhere any number. */
  static DoubleVector expm1(DoubleVector x) {
    DoubleVector shifted = x.fma(x.broadcast(LOG2_E), x.broadcast(BIASED_SHIFT));
    DoubleVector r = remainder(x, shifted.sub(BIASED_SHIFT));
    DoubleVector scale =
        shifted
            .reinterpretAsLongs()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .reinterpretAsDoubles();
    DoubleVector expm1OfRemainder = tail(r).fma(r.mul(r), r);
    return scale.fma(expm1OfRemainder, scale.sub(1));
  }

  /** The magnitude y, which is not below 0, with the sign of x. */
  static DoubleVector withSign(DoubleVector y, DoubleVector x) {
    LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
    return y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
  }

  /** x - k·ln 2; the first product is exact, and so is what it is taken from. */
  private static DoubleVector remainder(DoubleVector x, DoubleVector k) {
    return k.fma(x.broadcast(-LN2_LOW), k.fma(x.broadcast(-LN2_HIGH), x));
  }

  private static DoubleVector expOfRemainder(DoubleVector r) {
    return tail(r).fma(r, r.broadcast(1)).fma(r, r.broadcast(1));
  }

  /** (e<sup>r</sup> - 1 - r) / r². */
  private static DoubleVector tail(DoubleVector r) {
    return r.broadcast(2.5053682452262517e-08)
        .fma(r, r.broadcast(2.76260926224234e-07))
        .fma(r, r.broadcast(2.755740799652638e-06))
        .fma(r, r.broadcast(2.4801505143908458e-05))
        .fma(r, r.broadcast(0.0001984126971834525))
        .fma(r, r.broadcast(0.001388888893166508))
        .fma(r, r.broadcast(0.008333333333389908))
        .fma(r, r.broadcast(0.04166666666657648))
        .fma(r, r.broadcast(0.16666666666666588))
        .fma(r, r.broadcast(0.5000000000000006));
  }
}
