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
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import java.util.List;
import java.util.OptionalInt;

/** What like components read, as a loop over them takes it. */
final class DoubleComponentOperands {
  private static final double ALL_BITS = Double.longBitsToDouble(-1);

  private final Step.Components step;
  private final DoubleMemory memory;
  private final List<Place> rowPlaces;
  private final Place[][] numberPlaces;
  private final OptionalInt gate;
  final double[][] rows;
  final int[] rowsAt;
  final int[] strides;

  DoubleComponentOperands(Plan plan, Step.Components step, DoubleMemory memory) {
    this.step = step;
    this.memory = memory;
    this.rowPlaces = step.rows().stream().map(plan.places()::get).toList();
    this.rows = rowPlaces.stream().map(memory::array).toArray(double[][]::new);
    this.rowsAt = new int[rows.length];
    this.strides = rowPlaces.stream().mapToInt(memory::stride).toArray();
    this.numberPlaces =
        step.components().stream()
            .map(c -> c.numbers().stream().map(plan.places()::get).toArray(Place[]::new))
            .toArray(Place[][]::new);
    this.gate = step.components().get(0).form().gate();
  }

  /** Sets where a row of a tile is, and an entry of its vectors. */
  void begin(int first, int row, int entry) {
    for (int k = 0; k < rowsAt.length; k++) {
      rowsAt[k] = memory.at(rowPlaces.get(k), first) + row * strides[k] + entry;
    }
  }

  /** How many numbers a row has of all components, gates among them. */
  int numbersPerRow() {
    return step.components().size() * step.components().get(0).numbersWithGate();
  }

  /** Writes the components' numbers row by row, each component's gate after its numbers. */
  void collectNumbers(int first, int row, int count, double[] numbers) {
    int perRow = numbersPerRow();
    int column = 0;
    for (Place[] component : numberPlaces) {
      for (Place place : component) {
        double[] values = memory.array(place);
        int at = memory.at(place, first) + row;
        for (int r = 0; r < count; r++) {
          numbers[r * perRow + column] = values[at + r];
        }
        column++;
      }
      if (gate.isPresent()) {
        Place place = component[gate.getAsInt()];
        double[] values = memory.array(place);
        int at = memory.at(place, first) + row;
        for (int r = 0; r < count; r++) {
          numbers[r * perRow + column] = values[at + r] == 0 ? 0 : ALL_BITS;
        }
        column++;
      }
    }
  }

  /** The number of a component's parameter at an entry; 0 where there is none. */
  double parameter(int component, int k, int entry) {
    if (component >= step.components().size() || entry >= step.length()) {
      return 0;
    }
    Component found = step.components().get(component);
    Node node = found.parameters().get(k);
    if (node.operator() == Operator.CONSTANT) {
      return Rounded.of(node.number());
    }
    ParameterVector values = Attribute.as(Attribute.Numbers.class, node.attribute()).values();
    return Rounded.of(values.get(entry));
  }
}
