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
package io.sparkenergy.benchmarks.peers.peak;

import java.util.function.LongUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * The most multiplications and additions that one core does in a second, measured: sixteen fused
 * multiply-adds at a time, none of which waits for another, on numbers that stay in registers.
 */
public final class FmaPeak {
  private static final int ROUNDS = 60;
  private static final long STEPS = 1_000_000;
  private static final int ACCUMULATORS = 16;

  /** Where results go, so that none is left out. */
  private static double sink;

  private FmaPeak() {}

  /** Of float32 numbers. */
  public static double floatFlops() {
    return peak(FmaPeak::floats, FloatVector.SPECIES_PREFERRED.length());
  }

  /** Of float64 numbers. */
  public static double doubleFlops() {
    return peak(FmaPeak::doubles, DoubleVector.SPECIES_PREFERRED.length());
  }

  private static double peak(LongUnaryOperator steps, int lanes) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      sink += steps.applyAsLong(STEPS);
      double seconds = 1e-9 * (System.nanoTime() - start);
      best = Math.max(best, 2.0 * ACCUMULATORS * lanes * STEPS / seconds);
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("the sum is no number");
    }
    return best;
  }

  private static long floats(long steps) {
    FloatVector x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0.5f);
    FloatVector a0 = x;
    FloatVector a1 = x;
    FloatVector a2 = x;
    FloatVector a3 = x;
    FloatVector a4 = x;
    FloatVector a5 = x;
    FloatVector a6 = x;
    FloatVector a7 = x;
    FloatVector a8 = x;
    FloatVector a9 = x;
    FloatVector a10 = x;
    FloatVector a11 = x;
    FloatVector a12 = x;
    FloatVector a13 = x;
    FloatVector a14 = x;
    FloatVector a15 = x;
    for (long i = 0; i < steps; i++) {
      a0 = a0.fma(x, x);
      a1 = a1.fma(x, x);
      a2 = a2.fma(x, x);
      a3 = a3.fma(x, x);
      a4 = a4.fma(x, x);
      a5 = a5.fma(x, x);
      a6 = a6.fma(x, x);
      a7 = a7.fma(x, x);
      a8 = a8.fma(x, x);
      a9 = a9.fma(x, x);
      a10 = a10.fma(x, x);
      a11 = a11.fma(x, x);
      a12 = a12.fma(x, x);
      a13 = a13.fma(x, x);
      a14 = a14.fma(x, x);
      a15 = a15.fma(x, x);
    }
    return (long)
        (a0.lane(0)
            + a1.lane(0)
            + a2.lane(0)
            + a3.lane(0)
            + a4.lane(0)
            + a5.lane(0)
            + a6.lane(0)
            + a7.lane(0)
            + a8.lane(0)
            + a9.lane(0)
            + a10.lane(0)
            + a11.lane(0)
            + a12.lane(0)
            + a13.lane(0)
            + a14.lane(0)
            + a15.lane(0));
  }

  private static long doubles(long steps) {
    DoubleVector x = DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, 0.5);
    DoubleVector a0 = x;
    DoubleVector a1 = x;
    DoubleVector a2 = x;
    DoubleVector a3 = x;
    DoubleVector a4 = x;
    DoubleVector a5 = x;
    DoubleVector a6 = x;
    DoubleVector a7 = x;
    DoubleVector a8 = x;
    DoubleVector a9 = x;
    DoubleVector a10 = x;
    DoubleVector a11 = x;
    DoubleVector a12 = x;
    DoubleVector a13 = x;
    DoubleVector a14 = x;
    DoubleVector a15 = x;
    for (long i = 0; i < steps; i++) {
      a0 = a0.fma(x, x);
      a1 = a1.fma(x, x);
      a2 = a2.fma(x, x);
      a3 = a3.fma(x, x);
      a4 = a4.fma(x, x);
      a5 = a5.fma(x, x);
      a6 = a6.fma(x, x);
      a7 = a7.fma(x, x);
      a8 = a8.fma(x, x);
      a9 = a9.fma(x, x);
      a10 = a10.fma(x, x);
      a11 = a11.fma(x, x);
      a12 = a12.fma(x, x);
      a13 = a13.fma(x, x);
      a14 = a14.fma(x, x);
      a15 = a15.fma(x, x);
    }
    return (long)
        (a0.lane(0)
            + a1.lane(0)
            + a2.lane(0)
            + a3.lane(0)
            + a4.lane(0)
            + a5.lane(0)
            + a6.lane(0)
            + a7.lane(0)
            + a8.lane(0)
            + a9.lane(0)
            + a10.lane(0)
            + a11.lane(0)
            + a12.lane(0)
            + a13.lane(0)
            + a14.lane(0)
            + a15.lane(0));
  }
}
