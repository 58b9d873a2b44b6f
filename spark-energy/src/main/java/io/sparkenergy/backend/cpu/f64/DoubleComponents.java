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

/** A generated loop that adds up like components over a block of rows. */
public interface DoubleComponents {
  /**
   * Writes each sum for all rows of the block, in whole SIMD registers.
   *
   * @param columns the rows, turned: a block's first entries, then its second ones, and so on
   * @param columnsAt where the block begins in each
   * @param numbers a number for each row: of each component the first, then of each the second
   * @param numbersAt where the block's rows begin in each
   * @param p the parameters: of some sums at once for each of their summands in turn
   * @param z the sums, for each row
   * @param zAt where the block's rows begin in each
   * @param summands what each sum adds up
   * @param sums how many; a multiple of those that are under way at once
   */
  void run(
      double[][] columns,
      int[] columnsAt,
      double[][] numbers,
      int[] numbersAt,
      double[] p,
      double[][] z,
      int[] zAt,
      int summands,
      int sums);
}
