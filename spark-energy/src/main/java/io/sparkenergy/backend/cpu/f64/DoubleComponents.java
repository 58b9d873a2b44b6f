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

/** A generated loop that adds up like components. */
public interface DoubleComponents {
  /**
   * Writes sums for rows, in whole SIMD registers.
   *
   * @param rows the vectors that components read
   * @param rowsAt where the first row begins in each
   * @param strides the numbers from one row to the next in each
   * @param numbers a number for each row: of each component the first, then of each the second
   * @param numbersAt where the first row's stands in each
   * @param p the parameters: of a register of sums at once, for each of their summands in turn
   * @param z the sums, from {@code zAt}, those of the next row {@code zStride} further
   * @param summands what each sum adds up
   * @param count the rows; a multiple of what the loop takes at a time
   */
  void run(
      double[][] rows,
      int[] rowsAt,
      int[] strides,
      double[][] numbers,
      int[] numbersAt,
      double[] p,
      double[] z,
      int zAt,
      int zStride,
      int summands,
      int count);
}
