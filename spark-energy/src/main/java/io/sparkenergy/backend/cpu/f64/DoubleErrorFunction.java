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
import jdk.incubator.vector.VectorOperators;

/**
 * The error function, lane by lane in double precision.
 *
 * <p>For x ≥ 0 it is 1 - e<sup>-x·g(x)</sup>, where g(x) = -log(erfc(x)) / x is smooth: a single
 * polynomial of degree 22 serves from 0 to where the function is 1. The fit is minimax in the error
 * of erf, relative to erf, which lets g be the rougher the closer erf is to 1.
 */
public final class DoubleErrorFunction {

  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** Added to a number, rounds it to an integer, of which the low bits have the sum with 1023. */
  private static final double BIASED_SHIFT = 0x1.8p52 + 1023;

  private static final int MANTISSA_BITS = 52;

  /** From here on, erf is 1 when rounded. */
  private static final double IS_ONE = 5.93;

  private DoubleErrorFunction() {}

  /** The error function, at most 3.3 ulp off. */
  public static DoubleVector erf(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector y = a.mul(minusG(a));
    // As DoubleExponentials.expm1, but written out: HotSpot no longer inlines a method of ours
    // after
    // so long a polynomial, while it goes on inlining those of the vectors.
    DoubleVector shifted = y.fma(y.broadcast(LOG2_E), y.broadcast(BIASED_SHIFT));
    DoubleVector k = shifted.sub(BIASED_SHIFT);
    DoubleVector r = k.fma(y.broadcast(-LN2_LOW), k.fma(y.broadcast(-LN2_HIGH), y));
    DoubleVector scale =
        shifted
            .reinterpretAsLongs()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .reinterpretAsDoubles();
    DoubleVector tail =
        r.broadcast(2.5053682452262517e-08)
            .fma(r, r.broadcast(2.76260926224234e-07))
            .fma(r, r.broadcast(2.755740799652638e-06))
            .fma(r, r.broadcast(2.4801505143908458e-05))
            .fma(r, r.broadcast(0.0001984126971834525))
            .fma(r, r.broadcast(0.001388888893166508))
            .fma(r, r.broadcast(0.008333333333389908))
            .fma(r, r.broadcast(0.04166666666657648))
            .fma(r, r.broadcast(0.16666666666666588))
            .fma(r, r.broadcast(0.5000000000000006));
    return scale
        .fma(tail.fma(r.mul(r), r), scale.sub(1))
        .abs()
        .blend(1, a.compare(VectorOperators.GE, IS_ONE))
        .reinterpretAsLongs()
        .or(x.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }

  private static DoubleVector minusG(DoubleVector a) {
    return a.broadcast(-1.1801219368144896e-14)
        .fma(a, a.broadcast(4.755281926860272e-13))
        .fma(a, a.broadcast(-8.721718389398478e-12))
        .fma(a, a.broadcast(9.548837545638498e-11))
        .fma(a, a.broadcast(-6.811297940224319e-10))
        .fma(a, a.broadcast(3.1532445859508993e-09))
        .fma(a, a.broadcast(-7.782633628359823e-09))
        .fma(a, a.broadcast(-8.371689812266615e-09))
        .fma(a, a.broadcast(1.7409665491223285e-07))
        .fma(a, a.broadcast(-8.537229512761263e-07))
        .fma(a, a.broadcast(2.429810720242706e-06))
        .fma(a, a.broadcast(-3.564701214145653e-06))
        .fma(a, a.broadcast(-2.7958489109258334e-06))
        .fma(a, a.broadcast(2.932352701109281e-05))
        .fma(a, a.broadcast(-6.42900023099478e-05))
        .fma(a, a.broadcast(-2.5955212504649153e-05))
        .fma(a, a.broadcast(0.0005901468156852306))
        .fma(a, a.broadcast(-0.001696210530780406))
        .fma(a, a.broadcast(0.00020919523046695595))
        .fma(a, a.broadcast(0.019128446963045713))
        .fma(a, a.broadcast(-0.10277260330005898))
        .fma(a, a.broadcast(-0.6366197723676116))
        .fma(a, a.broadcast(-1.1283791670955126));
  }
}
