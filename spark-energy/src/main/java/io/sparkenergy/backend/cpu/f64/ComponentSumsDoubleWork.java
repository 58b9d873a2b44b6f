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
import java.util.ArrayList;
import java.util.List;

/**
 * For each entry, the sum over several like components: SIMD registers hold those of neighbouring
 * entries. The last entries of all rows go first: where rows are no whole number of registers, what
 * is written past the end of a row is written over by what belongs there.
 */
final class ComponentSumsDoubleWork implements DoubleWork {
  /** The most registers of sums at a time. */
  private static final int REGISTERS = 4;

  /** Neighbouring entries, with their loop and their parameters. */
  private record Panel(int entry, DoubleComponents loop, double[] parameters) {}

  private final DoubleMemory memory;
  private final DoubleComponentOperands operands;
  private final int count;
  private final Place result;
  private final List<Panel> panels = new ArrayList<>();

  ComponentSumsDoubleWork(
      Plan plan, Step.Components step, DoubleMemory memory, DoubleKernels kernels) {
    this.memory = memory;
    this.operands = new DoubleComponentOperands(plan, step, memory);
    this.count = step.components().size();
    this.result = plan.places().get(step.results().get(0));
    int lanes = kernels.lanes();
    int registers = (step.length() + lanes - 1) / lanes;
    for (int first = 0; first < registers; first += REGISTERS) {
      int width = Math.min(REGISTERS, registers - first);
      panels.add(0, panel(kernels, step.components().get(0), first * lanes, width));
    }
  }

  private Panel panel(DoubleKernels kernels, Component any, int entry, int registers) {
    DoubleComponents loop =
        LoopClasses.instance(
            DoubleComponents.class,
            ComponentSource.overComponents(kernels.dialect(), any, registers));
    int width = registers * kernels.lanes();
    int each = any.parameters().size();
    double[] parameters = new double[count * each * width];
    for (int component = 0; component < count; component++) {
      for (int k = 0; k < each; k++) {
        for (int j = 0; j < width; j++) {
          parameters[(component * each + k) * width + j] =
              operands.parameter(component, k, entry + j);
        }
      }
    }
    return new Panel(entry, loop, parameters);
  }

  @Override
  public void run(int first, int rows) {
    for (Panel panel : panels) {
      operands.begin(first, 0, panel.entry());
      panel
          .loop()
          .run(
              operands.rows,
              operands.rowsAt,
              operands.strides,
              operands.numbers,
              operands.numbersAt,
              panel.parameters(),
              memory.array(result),
              memory.at(result, first) + panel.entry(),
              memory.stride(result),
              count,
              rows);
    }
  }
}
