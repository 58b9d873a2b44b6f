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

import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.cpu.source.ComponentSource;

/** Rows of a tile, turned: blocks of rows, in each the entries of one index next to each other. */
final class DoubleColumns implements DoubleWork {
  private final DoubleMemory memory;
  private final Place place;
  private final int length;
  private final int blockRows;
  private final int blockLength;
  private final double[] values;

  /**
   * @param length the entries of a row
   * @param blockRows the rows of a block
   */
  DoubleColumns(DoubleMemory memory, Place place, int length, int blockRows) {
    this.memory = memory;
    this.place = place;
    this.length = length;
    this.blockRows = blockRows;
    this.blockLength = roundedUp(length) * blockRows;
    int blocks = (memory.tileRows() + blockRows - 1) / blockRows;
    this.values = new double[blocks * blockLength];
  }

  /** A multiple of the sums that a loop has under way at once. */
  static int roundedUp(int count) {
    return (count + ComponentSource.SUMS - 1) / ComponentSource.SUMS * ComponentSource.SUMS;
  }

  double[] values() {
    return values;
  }

  /** Where the block begins whose first row is that one of the tile. */
  int at(int row) {
    return row / blockRows * blockLength;
  }

  @Override
  public void run(int first, int rows) {
    double[] a = memory.array(place);
    int stride = memory.stride(place);
    int from = memory.at(place, first);
    for (int row = 0; row < rows; row += blockRows) {
      int count = Math.min(blockRows, rows - row);
      turn(a, from + row * stride, stride, length, values, at(row), blockRows, count);
    }
  }

  /** Row r and entry j from a row's place to that of an entry. */
  private static void turn(
      double[] a, int at, int stride, int length, double[] z, int to, int zStride, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      for (int j = 0; j < length; j++) {
        z[to + j * zStride + r] = a[row + j];
      }
    }
  }
}
