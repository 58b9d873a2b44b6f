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

/** A matrix product's loop over some rows at a time, for some SIMD registers of each. */
public interface DoubleProduct {
  /**
   * Writes z = a Wᵀ for its registers of all rows.
   *
   * @param a the rows, from {@code at}, {@code stride} apart
   * @param w the coefficients, from {@code from}; those of the next input are {@code panel} further
   * @param inputs the numbers of a row of a
   * @param z the results, from {@code to}, {@code zStride} apart
   * @param rows how many; a multiple of what the loop takes at a time
   * @param sums a register for each row, from {@code sumsAt}, for a loop that adds up results
   * @param factor of what is written, for a loop that scales it
   */
  void run(
      double[] a,
      int at,
      int stride,
      double[] w,
      int from,
      int panel,
      int inputs,
      double[] z,
      int to,
      int zStride,
      int rows,
      double[] sums,
      int sumsAt,
      double factor);
}
