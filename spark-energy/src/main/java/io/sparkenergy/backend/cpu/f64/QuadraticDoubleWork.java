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

import io.sparkenergy.backend.cpu.plan.Plan;
import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.cpu.plan.Step;
import io.sparkenergy.expression.Attribute;

/**
 * Quadratic forms: a matrix product whose results are added up, times the row, while they are in
 * registers. A block of rows after the other, whose registers of sums stay in the first-level
 * cache.
 */
final class QuadraticDoubleWork implements DoubleWork {
  /** A whole number of what a product takes at a time. */
  private static final int BLOCK_ROWS = 48;

  private static final double[] NOTHING = {};

  private final DoubleMemory memory;
  private final DoubleKernels kernels;
  private final DoubleProducts products;
  private final Place rows;
  private final Place sum;
  private final Place written;
  private final boolean writes;
  private final double[] sums;

  QuadraticDoubleWork(Plan plan, Step.Quadratic step, DoubleMemory memory, DoubleKernels kernels) {
    this.memory = memory;
    this.kernels = kernels;
    this.rows = plan.places().get(step.product().input(0));
    this.sum = plan.places().get(step.sum());
    this.writes = step.written().isPresent();
    this.written = step.written().map(plan.places()::get).orElse(rows);
    this.products =
        DoubleProducts.quadratic(
            Attribute.as(Attribute.LinearMap.class, step.product().attribute()),
            memory.stride(rows),
            writes,
            Rounded.of(step.factor()));
    this.sums = new double[(BLOCK_ROWS + kernels.lanes()) * kernels.lanes()];
  }

  @Override
  public void run(int first, int count) {
    double[] a = memory.array(rows);
    double[] z = writes ? memory.array(written) : NOTHING;
    int stride = memory.stride(written);
    for (int row = 0; row < count; row += BLOCK_ROWS) {
      int block = Math.min(BLOCK_ROWS, count - row);
      int at = memory.at(rows, first) + row * memory.stride(rows);
      int to = memory.at(written, first) + row * stride;
      products.run(a, at, z, to, stride, block, sums);
      kernels.addUp(sums, memory.array(sum), memory.at(sum, first) + row, block);
    }
  }
}
