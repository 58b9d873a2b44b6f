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
package io.sparkenergy.diagnostics.fit;

/**
 * 64 bits of a seed and a row's numbers, which stand for the row wherever it lies: what is drawn by
 * them does not depend on how rows are partitioned. Equal rows have equal bits.
 */
final class RowHash {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private RowHash() {}

  static long of(long seed, double[] values, int offset, int length) {
    long hash = mix(seed + GOLDEN);
    for (int i = offset; i < offset + length; i++) {
      hash = mix((hash + GOLDEN) ^ Double.doubleToLongBits(values[i] + 0.0));
    }
    return hash;
  }

  /** Other bits for each index. */
  static long of(long hash, long index) {
    return mix(hash + (index + 1) * GOLDEN);
  }

  /** Stafford's mixing function, variant 13, as in {@link java.util.SplittableRandom}. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
