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
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums of like components, a block of rows after the other. Sums that are there only because
 * several are under way at once go to a place that nobody reads.
 */
final class ComponentsDoubleWork implements DoubleWork {
  /** The SIMD registers of rows in a block. */
  private static final int REGISTERS = 2;

  private final DoubleMemory memory;
  private final Step.Components step;
  private final int lanes;
  private final DoubleComponents wholeBlock;
  private final DoubleComponents halfBlock;
  private final int summands;
  private final int sums;
  private final double[] parameters;
  private final List<DoubleColumns> rows;
  private final double[][] columns;
  private final int[] columnsAt;
  private final List<Optional<Place>> numberPlaces;
  private final double[][] numbers;
  private final int[] numbersAt;
  private final List<Place> results;
  private final double[][] z;
  private final int[] zAt;

  ComponentsDoubleWork(
      Plan plan,
      Step.Components step,
      Map<Node, DoubleColumns> turned,
      DoubleMemory memory,
      DoubleKernels kernels) {
    this.memory = memory;
    this.step = step;
    this.lanes = kernels.lanes();
    this.wholeBlock = loop(kernels, step, REGISTERS);
    this.halfBlock = loop(kernels, step, 1);
    int count = step.components().size();
    this.summands = step.addsEntries() ? step.length() : count;
    this.sums = DoubleColumns.roundedUp(step.addsEntries() ? count : step.length());
    this.parameters = parameters(step, summands, sums);
    this.rows = step.rows().stream().map(turned::get).toList();
    this.columns = rows.stream().map(DoubleColumns::values).toArray(double[][]::new);
    this.columnsAt = new int[columns.length];
    double[] nobody = new double[blockRows(lanes)];
    this.numberPlaces = numberPlaces(plan, step, step.addsEntries() ? sums : count);
    this.numbers =
        numberPlaces.stream()
            .map(place -> place.map(memory::array).orElse(nobody))
            .toArray(double[][]::new);
    this.numbersAt = new int[numbers.length];
    this.results = step.results().stream().map(plan.places()::get).toList();
    this.z = new double[sums][];
    this.zAt = new int[sums];
    prepareSums(nobody);
  }

  static int blockRows(int lanes) {
    return REGISTERS * lanes;
  }

  private static DoubleComponents loop(DoubleKernels kernels, Step.Components step, int registers) {
    Component any = step.components().get(0);
    return LoopClasses.instance(
        DoubleComponents.class,
        ComponentSource.of(kernels.dialect(), any, step.addsEntries(), registers, REGISTERS));
  }

  /** In the order that the loop reads them in. */
  private static double[] parameters(Step.Components step, int summands, int sums) {
    int each = step.components().get(0).parameters().size();
    double[] values = new double[each * summands * sums];
    int at = 0;
    for (int sum = 0; sum < sums; sum += ComponentSource.SUMS) {
      for (int summand = 0; summand < summands; summand++) {
        for (int k = 0; k < each; k++) {
          for (int u = 0; u < ComponentSource.SUMS; u++) {
            values[at++] =
                step.addsEntries()
                    ? parameter(step, sum + u, k, summand)
                    : parameter(step, summand, k, sum + u);
          }
        }
      }
    }
    return values;
  }

  private static double parameter(Step.Components step, int component, int k, int entry) {
    if (component >= step.components().size() || entry >= step.length()) {
      return 0;
    }
    Node node = step.components().get(component).parameters().get(k);
    if (node.operator() == Operator.CONSTANT) {
      return Rounded.of(node.number());
    }
    ParameterVector values = Attribute.as(Attribute.Numbers.class, node.attribute()).values();
    return Rounded.of(values.get(entry));
  }

  private static List<Optional<Place>> numberPlaces(Plan plan, Step.Components step, int apart) {
    int each = step.components().get(0).numbers().size();
    Place[] places = new Place[each * apart];
    for (int component = 0; component < step.components().size(); component++) {
      for (int k = 0; k < each; k++) {
        Node number = step.components().get(component).numbers().get(k);
        places[k * apart + component] = plan.places().get(number);
      }
    }
    return Arrays.stream(places).map(Optional::ofNullable).toList();
  }

  private void prepareSums(double[] nobody) {
    if (step.addsEntries()) {
      for (int sum = 0; sum < sums; sum++) {
        z[sum] = sum < results.size() ? memory.array(results.get(sum)) : nobody;
      }
    } else {
      Arrays.fill(z, new double[sums * blockRows(lanes)]);
      Arrays.setAll(zAt, sum -> sum * blockRows(lanes));
    }
  }

  @Override
  public void run(int first, int rowCount) {
    int blockRows = blockRows(lanes);
    for (int row = 0; row < rowCount; row += blockRows) {
      int count = Math.min(blockRows, rowCount - row);
      for (int k = 0; k < columns.length; k++) {
        columnsAt[k] = rows.get(k).at(row);
      }
      for (int k = 0; k < numbers.length; k++) {
        numbersAt[k] = at(numberPlaces.get(k), first, row);
      }
      if (step.addsEntries()) {
        for (int k = 0; k < results.size(); k++) {
          zAt[k] = memory.at(results.get(k), first) + row;
        }
      }
      DoubleComponents loop = count > lanes ? wholeBlock : halfBlock;
      loop.run(columns, columnsAt, numbers, numbersAt, parameters, z, zAt, summands, sums);
      if (!step.addsEntries()) {
        storeRows(first, row, count);
      }
    }
  }

  private int at(Optional<Place> place, int first, int row) {
    return place.isPresent() ? memory.at(place.get(), first) + row : 0;
  }

  /** Turns a block of sums back into rows. */
  private void storeRows(int first, int row, int count) {
    Place result = results.get(0);
    int stride = memory.stride(result);
    double[] to = memory.array(result);
    int at = memory.at(result, first) + row * stride;
    for (int r = 0; r < count; r++) {
      turnBack(z[0], r, blockRows(lanes), to, at + r * stride, step.length());
    }
  }

  private static void turnBack(double[] a, int at, int stride, double[] z, int to, int length) {
    for (int j = 0; j < length; j++) {
      z[to + j] = a[at + j * stride];
    }
  }
}
