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
package io.sparkenergy.benchmarks.gpu;

/**
 * Numbers that look random and that the script for PyTorch computes too, bit for bit: by the
 * finalizer of MurmurHash3 (Austin Appleby, public domain), of place and seed.
 */
final class HashedNumbers {
  private static final int GOLDEN = 0x9e3779b9;
  private static final double RANGE = 4294967296.0;

  private HashedNumbers() {}

  /** So many numbers from {@code least} on, below {@code most}. */
  static double[] of(int seed, int count, double least, double most) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = least + (most - least) * (hash(i + seed * GOLDEN) / RANGE);
    }
    return numbers;
  }

  private static long hash(int key) {
    int bits = key;
    bits = (bits ^ (bits >>> 16)) * 0x85ebca6b;
    bits = (bits ^ (bits >>> 13)) * 0xc2b2ae35;
    return Integer.toUnsignedLong(bits ^ (bits >>> 16));
  }
}
