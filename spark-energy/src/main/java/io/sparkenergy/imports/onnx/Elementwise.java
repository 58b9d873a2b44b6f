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
package io.sparkenergy.imports.onnx;

import io.sparkenergy.expression.Expression;
import io.sparkenergy.imports.onnx.ConstantTensor.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A function entry by entry, said twice: over expressions, and over numbers that are known now.
 * Inputs meet by ONNX's rules of broadcasting, as long as no row meets another.
 */
record Elementwise(Function<List<Expression>, Expression> symbolic, Numeric numeric) {
  /** A function of numbers. */
  interface Numeric {
    double of(double... numbers);
  }

  OnnxValue over(NodeScope node, OnnxValue... values) {
    if (Arrays.stream(values).allMatch(ConstantTensor.class::isInstance)) {
      return folded(
          node,
          Arrays.stream(values).map(ConstantTensor.class::cast).toArray(ConstantTensor[]::new));
    }
    int rank = Arrays.stream(values).mapToInt(OnnxValue::rank).max().orElse(1);
    int[] shape = {};
    int[][] shapes = new int[values.length][];
    for (int i = 0; i < values.length; i++) {
      shapes[i] = rowShape(node, values[i], rank);
      shape = Shapes.broadcast(shape, shapes[i]);
    }
    int size = Shapes.sizeToMake(shape);
    node.budget().take(size);
    Expression[] operands = new Expression[values.length];
    for (int i = 0; i < values.length; i++) {
      operands[i] = operand(node, values[i].reshaped(shapes[i]), shape, size);
    }
    return new RowTensor(shape, symbolic.apply(List.of(operands)));
  }

  /** The axes of one row; ONNX lines axes up from the last, so ranks must agree on the batch. */
  private static int[] rowShape(NodeScope node, OnnxValue value, int rank) {
    int[] shape = value.shape();
    if (value instanceof RowTensor) {
      if (value.rank() != rank) {
        throw node.mixesRows(
            "a value of %d axes that meets one of %d".formatted(value.rank(), rank));
      }
      return shape;
    }
    if (shape.length < rank) {
      return shape;
    }
    if (shape[0] != 1) {
      throw node.mixesRows("a constant of shape " + Arrays.toString(shape));
    }
    return Shapes.without(shape, 0);
  }

  /** A scalar as it is, for it meets every entry; all else in full. */
  private static Expression operand(NodeScope node, OnnxValue value, int[] shape, int size) {
    if (value instanceof ConstantTensor constant && constant.holdsBatch()) {
      throw node.mixesRows("the number of rows");
    }
    OnnxValue full =
        value.size() == 1 || value.size() == size
            ? value
            : value.rearranged(shape, Shapes.spread(value.shape(), shape), node.budget());
    return full instanceof RowTensor row ? row.expression() : ((ConstantTensor) full).expression();
  }

  private ConstantTensor folded(NodeScope node, ConstantTensor... values) {
    int[] shape = {};
    for (ConstantTensor value : values) {
      if (value.kind() != values[0].kind() || value.holdsBatch()) {
        throw node.refused(
            value.holdsBatch() ? "the number of rows" : "numbers of different kinds",
            "numbers of one kind");
      }
      shape = Shapes.broadcast(shape, value.shape());
    }
    int size = Shapes.sizeToMake(shape);
    node.budget().take(size);
    int[][] places = new int[values.length][];
    for (int i = 0; i < values.length; i++) {
      places[i] = Shapes.spread(values[i].shape(), shape);
    }
    double[] results = new double[size];
    double[] operands = new double[values.length];
    for (int at = 0; at < size; at++) {
      for (int i = 0; i < values.length; i++) {
        operands[i] = values[i].values()[places[i][at]];
      }
      results[at] = numeric.of(operands);
    }
    if (values[0].kind() == Kind.INTEGER
        && Arrays.stream(results).anyMatch(result -> result != Math.rint(result))) {
      throw node.refused("whole numbers whose result is none", "real numbers");
    }
    return new ConstantTensor(values[0].kind(), shape, results);
  }
}
