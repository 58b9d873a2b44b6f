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

/** What like components read, as a loop over them takes it. */
final class DoubleComponentOperands {
  private final Step.Components step;
  private final DoubleMemory memory;
  private final List<Place> rowPlaces;
  private final Place[] numberPlaces;
  final double[][] rows;
  final int[] rowsAt;
  final int[] strides;
  final double[][] numbers;
  final int[] numbersAt;

  DoubleComponentOperands(Plan plan, Step.Components step, DoubleMemory memory) {
    this.step = step;
    this.memory = memory;
    this.rowPlaces = step.rows().stream().map(plan.places()::get).toList();
    this.rows = rowPlaces.stream().map(memory::array).toArray(double[][]::new);
    this.rowsAt = new int[rows.length];
    this.strides = rowPlaces.stream().mapToInt(memory::stride).toArray();
    int each = step.components().get(0).numbers().size();
    int count = step.components().size();
    this.numberPlaces = new Place[each * count];
    this.numbers = new double[numberPlaces.length][];
    for (int component = 0; component < count; component++) {
      for (int k = 0; k < each; k++) {
        Node number = step.components().get(component).numbers().get(k);
        Place place = plan.places().get(number);
        numberPlaces[k * count + component] = place;
        numbers[k * count + component] = memory.array(place);
      }
    }
    this.numbersAt = new int[numberPlaces.length];
  }

  /** Sets where a row of a tile is, and an entry of its vectors. */
  void begin(int first, int row, int entry) {
    for (int k = 0; k < rowsAt.length; k++) {
      rowsAt[k] = memory.at(rowPlaces.get(k), first) + row * strides[k] + entry;
    }
    for (int k = 0; k < numbersAt.length; k++) {
      numbersAt[k] = memory.at(numberPlaces[k], first) + row;
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
