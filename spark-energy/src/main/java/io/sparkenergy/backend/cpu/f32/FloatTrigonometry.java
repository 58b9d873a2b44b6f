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
 * Sine and cosine, lane by lane in single precision.
 *
 * <p>A multiple of π or of π/2 is taken off in three parts, of which the first leaves an exact
 * difference; the rest is put into minimax polynomials. Arguments of {@value #FAR} and beyond are
 * left to {@link Math}, a lane at a time.
 *
 * <p>What is repeated here is not made a method: HotSpot stops inlining our own methods, though not
 * those of the vectors, where a compilation has grown large, and {@link #sinAndCos} comes near
 * that.
 */
public final class FloatTrigonometry {

  private static final float FAR = 30000;

  private static final float PI_HIGH = 0x1.921fb6p1f;
  private static final float PI_MIDDLE = -0x1.777a5cp-24f;
  private static final float PI_LOW = -0x1.ee59dap-49f;

  /** Added to a number, rounds it to an integer, which is then in the low bits. */
  private static final float SHIFT = 0x1.8p23f;

  private FloatTrigonometry() {}

  /** The sine, at most 2 ulp off. */
  public static FloatVector sin(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector shifted = a.fma(a.broadcast((float) (1 / Math.PI)), a.broadcast(SHIFT));
    FloatVector r = rest(a, shifted.sub(SHIFT), 1);
    IntVector flips = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
    FloatVector y =
        withSignOf(sinOfHalfTurn(r), flips.lanewise(VectorOperators.XOR, x.reinterpretAsInts()));
    VectorMask<Float> far = a.compare(VectorOperators.GE, FAR);
    if (far.anyTrue()) {
      float[] lanes = x.toArray();
      sinOfEach(lanes);
      y = y.blend(FloatVector.fromArray(x.species(), lanes, 0), far);
    }
    return y;
  }

  /** The cosine, at most 2 ulp off. */
  public static FloatVector cos(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector shifted = a.fma(a.broadcast((float) (1 / Math.PI)), a.broadcast(0.5f)).add(SHIFT);
    // cos x is the sine of x + π/2; the multiples of π taken off it are odd ones of π/2.
    FloatVector r = rest(a, shifted.sub(SHIFT).sub(0.5f), 1);
    IntVector flips = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
    FloatVector y = withSignOf(sinOfHalfTurn(r), flips);
    VectorMask<Float> far = a.compare(VectorOperators.GE, FAR);
    if (far.anyTrue()) {
      float[] lanes = x.toArray();
      cosOfEach(lanes);
      y = y.blend(FloatVector.fromArray(x.species(), lanes, 0), far);
    }
    return y;
  }

  /**
   * Writes the sines and the cosines of the lanes, each from a place on, at most 1.6 ulp off.
   * Faster than one after the other: what is left of π/2 is taken once.
   */
  public static void sinAndCos(FloatVector x, float[] sin, int toSin, float[] cos, int toCos) {
    FloatVector a = x.abs();
    FloatVector shifted = a.fma(a.broadcast((float) (2 / Math.PI)), a.broadcast(SHIFT));
    FloatVector r = rest(a, shifted.sub(SHIFT), 0.5f);
    IntVector sinOfRest = sinOfQuarterTurn(r).reinterpretAsInts();
    IntVector cosOfRest = cosOfQuarterTurn(r).reinterpretAsInts();

    // An odd number of quarter turns exchanges the two; two of them negate both.
    IntVector quarters = shifted.reinterpretAsInts();
    IntVector isOdd =
        quarters.lanewise(VectorOperators.LSHL, 31).lanewise(VectorOperators.ASHR, 31);
    IntVector exchange = sinOfRest.lanewise(VectorOperators.XOR, cosOfRest).and(isOdd);
    IntVector sinFlips =
        quarters
            .lanewise(VectorOperators.LSHL, 30)
            .lanewise(VectorOperators.XOR, x.reinterpretAsInts())
            .and(Integer.MIN_VALUE);
    IntVector cosFlips = quarters.add(1).lanewise(VectorOperators.LSHL, 30).and(Integer.MIN_VALUE);
    sinOfRest
        .lanewise(VectorOperators.XOR, exchange)
        .lanewise(VectorOperators.XOR, sinFlips)
        .reinterpretAsFloats()
        .intoArray(sin, toSin);
    cosOfRest
        .lanewise(VectorOperators.XOR, exchange)
        .lanewise(VectorOperators.XOR, cosFlips)
        .reinterpretAsFloats()
        .intoArray(cos, toCos);
    if (a.compare(VectorOperators.GE, FAR).anyTrue()) {
      replaceFar(x.toArray(), sin, toSin, cos, toCos);
    }
  }

  private static FloatVector rest(FloatVector x, FloatVector k, float ofPi) {
    return k.fma(
        x.broadcast(-PI_LOW * ofPi),
        k.fma(x.broadcast(-PI_MIDDLE * ofPi), k.fma(x.broadcast(-PI_HIGH * ofPi), x)));
  }

  /** The number, negated where the highest bit is set. */
  private static FloatVector withSignOf(FloatVector y, IntVector sign) {
    return y.reinterpretAsInts()
        .lanewise(VectorOperators.XOR, sign.and(Integer.MIN_VALUE))
        .reinterpretAsFloats();
  }

  /** Rounded such that no result is above 1, and that of π/2 is 1. */
  private static FloatVector sinOfHalfTurn(FloatVector r) {
    FloatVector z = r.mul(r);
    return r.broadcast(2.6041885e-06f)
        .fma(z, r.broadcast(-0.00019808923f))
        .fma(z, r.broadcast(0.008333058f))
        .fma(z, r.broadcast(-0.1666666f))
        .fma(z.mul(r), r);
  }

  private static FloatVector sinOfQuarterTurn(FloatVector r) {
    FloatVector z = r.mul(r);
    return r.broadcast(-0.00019508738f)
        .fma(z, r.broadcast(0.008332113f))
        .fma(z, r.broadcast(-0.16666654f))
        .fma(z.mul(r), r);
  }

  private static FloatVector cosOfQuarterTurn(FloatVector r) {
    FloatVector z = r.mul(r);
    return r.broadcast(2.4425684e-05f)
        .fma(z, r.broadcast(-0.0013887251f))
        .fma(z, r.broadcast(0.041666646f))
        .fma(z, r.broadcast(-0.5f))
        .fma(z, r.broadcast(1f));
  }

  private static void sinOfEach(float[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (float) Math.sin(lanes[i]);
    }
  }

  private static void cosOfEach(float[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (float) Math.cos(lanes[i]);
    }
  }

  private static void replaceFar(float[] lanes, float[] sin, int toSin, float[] cos, int toCos) {
    for (int i = 0; i < lanes.length; i++) {
      if (Math.abs(lanes[i]) >= FAR) {
        sin[toSin + i] = (float) Math.sin(lanes[i]);
        cos[toCos + i] = (float) Math.cos(lanes[i]);
      }
    }
  }
}
