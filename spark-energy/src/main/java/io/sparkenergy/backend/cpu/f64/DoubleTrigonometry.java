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
 * Sine and cosine, lane by lane in double precision.
 *
 * <p>A multiple of π or of π/2 is taken off in three parts, of which the first leaves an exact
 * difference; the rest is put into minimax polynomials. Arguments of {@value #FAR} and beyond are
 * left to {@link Math}, a lane at a time.
 *
 * <p>What is repeated here is not made a method: HotSpot stops inlining our own methods, though not
 * those of the vectors, where a compilation has grown large, and {@link #sinAndCos} comes near
 * that.
 */
public final class DoubleTrigonometry {

  private static final double FAR = 1e9;

  private static final double PI_HIGH = 0x1.921fb54442d18p1;
  private static final double PI_MIDDLE = 0x1.1a62633145c07p-53;
  private static final double PI_LOW = -0x1.f1976b7ed8fbcp-109;

  /** Added to a number, rounds it to an integer, which is then in the low bits. */
  private static final double SHIFT = 0x1.8p52;

  private DoubleTrigonometry() {}

  /** The sine, at most 1.8 ulp off. */
  public static DoubleVector sin(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector shifted = a.fma(a.broadcast(1 / Math.PI), a.broadcast(SHIFT));
    DoubleVector r = rest(a, shifted.sub(SHIFT), 1);
    LongVector flips = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63);
    DoubleVector y =
        withSignOf(sinOfHalfTurn(r), flips.lanewise(VectorOperators.XOR, x.reinterpretAsLongs()));
    VectorMask<Double> far = a.compare(VectorOperators.GE, FAR);
    if (far.anyTrue()) {
      double[] lanes = x.toArray();
      sinOfEach(lanes);
      y = y.blend(DoubleVector.fromArray(x.species(), lanes, 0), far);
    }
    return y;
  }

  /** The cosine, at most 1.8 ulp off. */
  public static DoubleVector cos(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector shifted = a.fma(a.broadcast(1 / Math.PI), a.broadcast(0.5)).add(SHIFT);
    // cos x is the sine of x + π/2; the multiples of π taken off it are odd ones of π/2.
    DoubleVector r = rest(a, shifted.sub(SHIFT).sub(0.5), 1);
    LongVector flips = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63);
    DoubleVector y = withSignOf(sinOfHalfTurn(r), flips);
    VectorMask<Double> far = a.compare(VectorOperators.GE, FAR);
    if (far.anyTrue()) {
      double[] lanes = x.toArray();
      cosOfEach(lanes);
      y = y.blend(DoubleVector.fromArray(x.species(), lanes, 0), far);
    }
    return y;
  }

  /**
   * Writes the sines and the cosines of the lanes, each from a place on, at most 1.5 ulp off.
   * Faster than one after the other: what is left of π/2 is taken once.
   */
  public static void sinAndCos(DoubleVector x, double[] sin, int toSin, double[] cos, int toCos) {
    DoubleVector a = x.abs();
    DoubleVector shifted = a.fma(a.broadcast(2 / Math.PI), a.broadcast(SHIFT));
    DoubleVector r = rest(a, shifted.sub(SHIFT), 0.5);
    LongVector sinOfRest = sinOfQuarterTurn(r).reinterpretAsLongs();
    LongVector cosOfRest = cosOfQuarterTurn(r).reinterpretAsLongs();

    // An odd number of quarter turns exchanges the two; two of them negate both.
    LongVector quarters = shifted.reinterpretAsLongs();
    LongVector isOdd =
        quarters.lanewise(VectorOperators.LSHL, 63).lanewise(VectorOperators.ASHR, 63);
    LongVector exchange = sinOfRest.lanewise(VectorOperators.XOR, cosOfRest).and(isOdd);
    LongVector sinFlips =
        quarters
            .lanewise(VectorOperators.LSHL, 62)
            .lanewise(VectorOperators.XOR, x.reinterpretAsLongs())
            .and(Long.MIN_VALUE);
    LongVector cosFlips = quarters.add(1).lanewise(VectorOperators.LSHL, 62).and(Long.MIN_VALUE);
    sinOfRest
        .lanewise(VectorOperators.XOR, exchange)
        .lanewise(VectorOperators.XOR, sinFlips)
        .reinterpretAsDoubles()
        .intoArray(sin, toSin);
    cosOfRest
        .lanewise(VectorOperators.XOR, exchange)
        .lanewise(VectorOperators.XOR, cosFlips)
        .reinterpretAsDoubles()
        .intoArray(cos, toCos);
    if (a.compare(VectorOperators.GE, FAR).anyTrue()) {
      replaceFar(x.toArray(), sin, toSin, cos, toCos);
    }
  }

  private static DoubleVector rest(DoubleVector x, DoubleVector k, double ofPi) {
    return k.fma(
        x.broadcast(-PI_LOW * ofPi),
        k.fma(x.broadcast(-PI_MIDDLE * ofPi), k.fma(x.broadcast(-PI_HIGH * ofPi), x)));
  }

  /** The number, negated where the highest bit is set. */
  private static DoubleVector withSignOf(DoubleVector y, LongVector sign) {
    return y.reinterpretAsLongs()
        .lanewise(VectorOperators.XOR, sign.and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }

  /** Rounded such that no result is above 1, and that of π/2 is 1. */
  private static DoubleVector sinOfHalfTurn(DoubleVector r) {
    DoubleVector z = r.mul(r);
    return r.broadcast(2.721154778648058e-15)
        .fma(z, r.broadcast(-7.642989598019086e-13))
        .fma(z, r.broadcast(1.6058939634396015e-10))
        .fma(z, r.broadcast(-2.5052106871410207e-08))
        .fma(z, r.broadcast(2.755731921112255e-06))
        .fma(z, r.broadcast(-0.00019841269841209272))
        .fma(z, r.broadcast(0.008333333333333174))
        .fma(z, r.broadcast(-0.1666666666666666))
        .fma(z.mul(r), r);
  }

  private static DoubleVector sinOfQuarterTurn(DoubleVector r) {
    DoubleVector z = r.mul(r);
    return r.broadcast(1.589619537735677e-10)
        .fma(z, r.broadcast(-2.5050747177332964e-08))
        .fma(z, r.broadcast(2.755731361774594e-06))
        .fma(z, r.broadcast(-0.00019841269829579372))
        .fma(z, r.broadcast(0.008333333333322106))
        .fma(z, r.broadcast(-0.1666666666666663))
        .fma(z.mul(r), r);
  }

  private static DoubleVector cosOfQuarterTurn(DoubleVector r) {
    DoubleVector z = r.mul(r);
    return r.broadcast(-1.1358513805647561e-11)
        .fma(z, r.broadcast(2.0875700414575483e-09))
        .fma(z, r.broadcast(-2.755731417624249e-07))
        .fma(z, r.broadcast(2.4801587288841475e-05))
        .fma(z, r.broadcast(-0.001388888888887304))
        .fma(z, r.broadcast(0.041666666666666595))
        .fma(z, r.broadcast(-0.5))
        .fma(z, r.broadcast(1));
  }

  private static void sinOfEach(double[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = Math.sin(lanes[i]);
    }
  }

  private static void cosOfEach(double[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = Math.cos(lanes[i]);
    }
  }

  private static void replaceFar(double[] lanes, double[] sin, int toSin, double[] cos, int toCos) {
    for (int i = 0; i < lanes.length; i++) {
      if (Math.abs(lanes[i]) >= FAR) {
        sin[toSin + i] = Math.sin(lanes[i]);
        cos[toCos + i] = Math.cos(lanes[i]);
      }
    }
  }
}
