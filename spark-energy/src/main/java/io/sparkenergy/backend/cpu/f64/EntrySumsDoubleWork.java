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

import io.sparkenergy.backend.cpu.plan.Component;
import io.sparkenergy.backend.cpu.plan.Plan;
import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.cpu.plan.Step;
import io.sparkenergy.backend.cpu.source.ComponentSource;
import io.sparkenergy.backend.cpu.source.LoopClasses;
import java.util.List;

/**
 * For each of several like components, the sum over its entries: a SIMD register holds those of
 * neighbouring components, for two rows where they are few. A block of rows after the other, whose
 * sums are then put to where each component's stand.
 */
final class EntrySumsDoubleWork implements DoubleWork {
  /** The registers of sums that grow independently. */
  private static final int ROWS = 4;

  private static final int BLOCK_ROWS = 16 * ROWS;

  private final DoubleMemory memory;
  private final DoubleComponentOperands operands;
  private final DoubleComponents severalRows;
  private final DoubleComponents oneRow;
  private final int piece;
  private final int length;
  private final double[] parameters;
  private final List<Place> results;
  private final int width;
  private final double[] sums;

  EntrySumsDoubleWork(Plan plan, Step.Components step, DoubleMemory memory, DoubleKernels kernels) {
    int lanes = kernels.lanes();
    int components = step.components().size();
    boolean halved = components <= lanes / 2;
    int registers = (components + lanes - 1) / lanes;
    this.memory = memory;
    this.operands = new DoubleComponentOperands(plan, step, memory);
    this.severalRows = loop(kernels, step, ROWS, halved, registers);
    this.oneRow = loop(kernels, step, 1, false, registers);
    this.piece = halved ? 2 * ROWS : ROWS;
    this.length = step.length();
    this.results = step.results().stream().map(plan.places()::get).toList();
    this.width = halved ? lanes / 2 : registers * lanes;
    this.sums = new double[BLOCK_ROWS * width + lanes];
    this.parameters = parameters(step, lanes);
  }

  private static DoubleComponents loop(
      DoubleKernels kernels, Step.Components step, int rows, boolean halved, int registers) {
    Component any = step.components().get(0);
    return LoopClasses.instance(
        DoubleComponents.class,
        ComponentSource.overEntries(
            kernels.dialect(), any, rows, halved, registers, step.length()));
  }

  private double[] parameters(Step.Components step, int lanes) {
    int each = step.components().get(0).parameters().size();
    double[] values = new double[each * length * Math.max(width, lanes)];
    int at = 0;
    for (int first = 0; first < width; first += lanes) {
      for (int entry = 0; entry < length; entry++) {
        for (int k = 0; k < each; k++) {
          for (int lane = 0; lane < lanes; lane++) {
            values[at++] = operands.parameter(first + lane % width, k, entry);
          }
        }
      }
    }
    return values;
  }

  @Override
  public void run(int first, int rows) {
    for (int row = 0; row < rows; row += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows - row);
      int whole = count / piece * piece;
      add(severalRows, first, row, 0, whole);
      add(oneRow, first, row, whole, count - whole);
      for (int k = 0; k < results.size(); k++) {
        Place result = results.get(k);
        column(sums, k, width, memory.array(result), memory.at(result, first) + row, count);
      }
    }
  }

  private void add(DoubleComponents loop, int first, int row, int done, int rows) {
    if (rows > 0) {
      operands.begin(first, row + done, 0);
      loop.run(
          operands.rows,
          operands.rowsAt,
          operands.strides,
          operands.numbers,
          operands.numbersAt,
          parameters,
          sums,
          done * width,
          width,
          length,
          rows);
    }
  }

  private static void column(double[] a, int at, int stride, double[] z, int to, int rows) {
    for (int r = 0; r < rows; r++) {
      z[to + r] = a[at + r * stride];
    }
  }
}
