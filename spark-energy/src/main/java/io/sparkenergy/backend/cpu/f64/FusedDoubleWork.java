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
import io.sparkenergy.backend.cpu.source.LoopClasses;
import io.sparkenergy.backend.cpu.source.LoopOperand;
import io.sparkenergy.backend.cpu.source.LoopSource;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A generated loop over a tile. What all rows share is written out for a block of rows, and the
 * loop runs block by block: an array as long as the tile would push the rows out of the cache.
 */
final class FusedDoubleWork implements DoubleWork {
  /** About how many numbers a block has of each vector. */
  private static final int BLOCK = 2048;

  private static final double ALL_BITS = Double.longBitsToDouble(-1);

  private final DoubleMemory memory;
  private final DoubleKernels kernels;
  private final DoubleLoop loop;
  private final List<Place> sums;
  private final double[] numbers;
  private final List<Optional<Place>> places;
  private final double[][] arrays;
  private final int[] at;
  private final int stride;
  private final int blockRows;

  FusedDoubleWork(Plan plan, Step.Fused step, DoubleMemory memory, DoubleKernels kernels) {
    LoopSource source = LoopSource.of(kernels.dialect(), kernels.lanes(), plan.places(), step);
    this.memory = memory;
    this.kernels = kernels;
    this.sums = step.sums().stream().map(plan.places()::get).toList();
    this.loop = LoopClasses.instance(DoubleLoop.class, source.text());
    this.stride = step.stride();
    this.numbers = new double[source.numbers().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Rounded.of(source.numbers().get(i).number());
    }
    this.places = source.operands().stream().map(FusedDoubleWork::place).toList();
    boolean shares = places.stream().anyMatch(Optional::isEmpty);
    this.blockRows = shares ? Math.max(1, BLOCK / stride) : Integer.MAX_VALUE;
    this.arrays = new double[places.size()][];
    this.at = new int[places.size()];
    for (int i = 0; i < arrays.length; i++) {
      LoopOperand operand = source.operands().get(i);
      arrays[i] =
          places.get(i).isPresent()
              ? memory.array(places.get(i).get())
              : writtenOut(operand, kernels.lanes());
    }
  }

  private static Optional<Place> place(LoopOperand operand) {
    if (operand instanceof LoopOperand.Numbers numbers) {
      return Optional.of(numbers.place());
    }
    return operand instanceof LoopOperand.Rows rows ? Optional.of(rows.place()) : Optional.empty();
  }

  private double[] writtenOut(LoopOperand operand, int lanes) {
    if (operand instanceof LoopOperand.Partial) {
      return new double[(blockRows + lanes) * lanes];
    }
    if (operand instanceof LoopOperand.Coefficients coefficients) {
      return coefficients(coefficients.map(), lanes);
    }
    double[] values = new double[blockRows * stride + lanes];
    for (int row = 0; row < blockRows; row++) {
      if (operand instanceof LoopOperand.Parameter parameter) {
        for (int j = 0; j < parameter.values().length(); j++) {
          values[row * stride + j] = Rounded.of(parameter.values().get(j));
        }
      } else if (operand instanceof LoopOperand.Mask mask) {
        int from = row * stride + mask.start();
        Arrays.fill(values, from, from + mask.length(), ALL_BITS);
      }
    }
    return values;
  }

  private static double[] coefficients(Attribute.LinearMap map, int lanes) {
    int length = map.inputLength();
    double[] values = new double[length * lanes];
    for (int input = 0; input < length; input++) {
      for (int lane = 0; lane < lanes; lane++) {
        int output = lane % length;
        Matrix matrix = map.matrix();
        values[input * lanes + lane] =
            Rounded.of(map.transposed() ? matrix.get(input, output) : matrix.get(output, input));
      }
    }
    return values;
  }

  private int at(Place place, int first, int row) {
    return memory.at(place, first) + row * memory.stride(place);
  }

  @Override
  public void run(int first, int rows) {
    for (int row = 0; row < rows; row += blockRows) {
      int count = Math.min(blockRows, rows - row);
      for (int i = 0; i < at.length; i++) {
        if (places.get(i).isPresent()) {
          at[i] = at(places.get(i).get(), first, row);
        }
      }
      loop.run(arrays, at, numbers, count * stride, stride);
      for (int k = 0; k < sums.size(); k++) {
        Place sum = sums.get(k);
        kernels.addUp(arrays[k], memory.array(sum), memory.at(sum, first) + row, count);
      }
      if (blockRows == Integer.MAX_VALUE) {
        return;
      }
    }
  }
}
