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
import io.sparkenergy.backend.cpu.source.LoopClasses;
import io.sparkenergy.backend.cpu.source.TurnSource;
import java.util.List;
import java.util.Optional;

/**
 * Turns rows into columns, or columns into rows: in SIMD registers where the length allows, and
 * number by number where it does not and for the rows that are left over.
 */
final class TurnDoubleWork implements DoubleWork {
  private static final double[] NO_NUMBERS = {};

  private final DoubleMemory memory;
  private final DoubleKernels kernels;
  private final Place vector;
  private final List<Place> columns;
  private final boolean intoColumns;
  private final int stride;
  private final Optional<DoubleLoop> loop;
  private final double[][] arrays;
  private final int[] at;

  TurnDoubleWork(
      Place vector,
      List<Place> columns,
      boolean intoColumns,
      DoubleMemory memory,
      DoubleKernels kernels) {
    this.memory = memory;
    this.kernels = kernels;
    this.vector = vector;
    this.columns = columns;
    this.intoColumns = intoColumns;
    this.stride = memory.stride(vector);
    int length = columns.size();
    this.loop =
        stride == length && TurnSource.turns(kernels.dialect(), length, kernels.lanes())
            ? Optional.of(
                LoopClasses.instance(
                    DoubleLoop.class,
                    TurnSource.of(kernels.dialect(), length, kernels.lanes(), intoColumns)))
            : Optional.empty();
    this.arrays = new double[length + 1][];
    this.at = new int[length + 1];
    for (int i = 0; i <= length; i++) {
      arrays[i] = memory.array(place(i));
    }
  }

  /** The vector's place first, then the columns'. */
  private Place place(int index) {
    return index == 0 ? vector : columns.get(index - 1);
  }

  @Override
  public void run(int first, int rows) {
    for (int i = 0; i < at.length; i++) {
      at[i] = memory.at(place(i), first);
    }
    int turned = 0;
    if (loop.isPresent()) {
      turned = rows / kernels.lanes() * kernels.lanes();
      loop.get().run(arrays, at, NO_NUMBERS, turned, stride);
    }
    int row = at[0] + turned * stride;
    for (int i = 1; i < at.length && turned < rows; i++) {
      if (intoColumns) {
        kernels.column(arrays[0], row + i - 1, stride, arrays[i], at[i] + turned, rows - turned);
      } else {
        kernels.intoColumn(
            arrays[i], at[i] + turned, arrays[0], row + i - 1, stride, rows - turned);
      }
    }
  }
}
