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
package io.sparkenergy.diagnostics.checks;

/**
 * Chance that depends on what a row holds and on nothing else: which rows a sample takes, and which
 * directions are tried, are the same for any partitioning.
 */
public final class RowHash {
  private RowHash() {}

  /** A hash of a vector's numbers. */
  public static long of(double[] values, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = mix(hash ^ Double.doubleToLongBits(values[i]));
    }
    return hash;
  }

  /** A number from 0 to 1 of a hash. */
  public static double uniform(long hash) {
    return (mix(hash) >>> 11) * 0x1p-53;
  }

  /** 64 signs of a direction, a bit each: those of entries 64 * word and on. */
  public static long signs(long hash, int word) {
    return mix(hash + 1 + word);
  }

  /** A direction of signs, of d entries. */
  public static double[] direction(long hash, int d) {
    double[] direction = new double[d];
    for (int i = 0; i < d; i++) {
      direction[i] = (signs(hash, i >> 6) >>> (i & 63) & 1) == 0 ? 1 : -1;
    }
    return direction;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
