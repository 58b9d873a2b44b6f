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
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Logarithms, lane by lane in double precision.
 *
 * <p>The argument is 2<sup>k</sup>·(1 + f) with √½ ≤ 1 + f &lt; √2, and log(1 + f) = 2·artanh(s)
 * with s = f / (2 + f), where artanh is an odd polynomial, a minimax fit.
 *
 * <p>What is no positive normal number is seen to behind a branch, of which {@link
 * DoubleExponentials} says more.
 */
public final class DoubleLogarithms {

  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  private static final int MANTISSA_BITS = 52;
  private static final long ONE = 0x3ff0000000000000L;
  private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
  private static final long MIN_NORMAL = 0x0010000000000000L;
  private static final long INFINITY = 0x7ff0000000000000L;

  /** Whose bits, with a small integer added to them, are the sum of both. */
  private static final double SHIFT = 0x1.8p52;

  private static final long SHIFT_BITS = 0x4338000000000000L;

  /** Below it, 1 / 2<sup>k</sup> is a normal number. */
  private static final double LARGE = 0x1p1021;

  private static final long LARGE_BITS = 0x7fc0000000000000L;

  private DoubleLogarithms() {}

  /** The natural logarithm, at most 0.9 ulp off. */
  public static DoubleVector log(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    LongVector mantissa = bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS));
    DoubleVector y = log(exponent, mantissa.reinterpretAsDoubles().sub(1));
    // Where MIN_NORMAL <= bits < INFINITY: shifted so that a single comparison says it.
    if (!bits.add(Long.MIN_VALUE - MIN_NORMAL)
        .compare(VectorOperators.LT, Long.MIN_VALUE + (INFINITY - MIN_NORMAL))
        .allTrue()) {
      VectorMask<Double> subnormal =
          x.compare(VectorOperators.GT, 0).and(x.compare(VectorOperators.LT, Double.MIN_NORMAL));
      if (subnormal.anyTrue()) {
        double[] lanes = x.toArray();
        logOfEach(lanes);
        y = y.blend(DoubleVector.fromArray(x.species(), lanes, 0), subnormal);
      }
      y =
          y.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
              .blend(Double.NaN, x.compare(VectorOperators.GE, 0).not())
              .blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
    }
    return y;
  }

  /** log(1 + x), at most 0.9 ulp off. */
  public static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(1);
    LongVector bits = u.reinterpretAsLongs();
    LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    LongVector scaleBits = exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS).neg().add(ONE);
    DoubleVector scale = scaleBits.reinterpretAsDoubles();
    // From x, not from u: what u lost to rounding is in f.
    DoubleVector f = x.fma(scale, scale.sub(1));
    DoubleVector y =
        log(exponent, f)
            .reinterpretAsLongs()
            .or(x.reinterpretAsLongs().and(Long.MIN_VALUE))
            .reinterpretAsDoubles();
    // As in log, where 1 <= bits < LARGE_BITS.
    if (!bits.add(Long.MIN_VALUE - 1)
        .compare(VectorOperators.LT, Long.MIN_VALUE + (LARGE_BITS - 1))
        .allTrue()) {
      VectorMask<Double> large = x.compare(VectorOperators.GE, LARGE);
      if (large.anyTrue()) {
        double[] lanes = x.toArray();
        logOfEach(lanes);
        y = y.blend(DoubleVector.fromArray(x.species(), lanes, 0), large);
      }
      y =
          y.blend(Double.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0))
              .blend(Double.NaN, u.compare(VectorOperators.GE, 0).not());
    }
    return y;
  }

  /** log(1 + x) where 0 ≤ x ≤ 1, at most 2 ulp off; elsewhere any number. */
  static DoubleVector log1pOfFraction(DoubleVector x) {
    DoubleVector s = x.div(x.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector p =
        s.broadcast(0.1774891695530021)
            .fma(z, s.broadcast(0.09898270809427072))
            .fma(z, s.broadcast(0.13587254402808022))
            .fma(z, s.broadcast(0.1536419107426076))
            .fma(z, s.broadcast(0.181828208047423))
            .fma(z, s.broadcast(0.22222192651762065))
            .fma(z, s.broadcast(0.2857142906325305))
            .fma(z, s.broadcast(0.39999999995996893))
            .fma(z, s.broadcast(0.6666666666667788));
    return p.fma(s.mul(z), s.add(s));
  }

  /** k·ln 2 + log(1 + f), where √½ - 1 ≤ f < √2 - 1. */
  private static DoubleVector log(LongVector k, DoubleVector f) {
    DoubleVector minusS = f.div(f.broadcast(-2).sub(f));
    DoubleVector z = minusS.mul(minusS);
    DoubleVector minusP =
        z.broadcast(-0.14796108953756934)
            .fma(z, z.broadcast(-0.15314035414555746))
            .fma(z, z.broadcast(-0.18183564886122566))
            .fma(z, z.broadcast(-0.22222198563051848))
            .fma(z, z.broadcast(-0.28571428742479604))
            .fma(z, z.broadcast(-0.399999999994143))
            .fma(z, z.broadcast(-0.6666666666666734));
    DoubleVector kAsDouble = k.add(SHIFT_BITS).reinterpretAsDoubles().sub(SHIFT);
    // 2·artanh(s) is f - s·(f - s²·p), whose second term is small, and its rounding with it.
    DoubleVector small = minusS.fma(minusP.fma(z, f), kAsDouble.mul(LN2_LOW));
    return kAsDouble.fma(f.broadcast(LN2_HIGH), f.add(small));
  }

  private static void logOfEach(double[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = Math.log(lanes[i]);
    }
  }
}
