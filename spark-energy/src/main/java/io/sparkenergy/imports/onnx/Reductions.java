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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The operators that reduce axes of one row; over the batch they would mix rows. */
final class Reductions {
  /** A reduction of a vector, over expressions and over numbers. */
  private record Reduction(
      UnaryOperator<Expression> symbolic, ToDoubleFunction<double[]> numeric) {}

  private Reductions() {}

  static Map<String, Conversion> table() {
    Map<String, Conversion> table = new HashMap<>();
    table.put("ReduceSum", of(Expression::sum, v -> Arrays.stream(v).sum()));
    table.put("ReduceMean", of(Expression::mean, v -> Arrays.stream(v).sum() / v.length));
    table.put("ReduceSumSquare", of(v -> v.dot(v), v -> Arrays.stream(v).map(x -> x * x).sum()));
    table.put("ReduceL1", of(v -> v.abs().sum(), v -> Arrays.stream(v).map(Math::abs).sum()));
    table.put(
        "ReduceL2", of(Expression::norm, v -> Math.sqrt(Arrays.stream(v).map(x -> x * x).sum())));
    table.put("ReduceLogSum", of(v -> v.sum().log(), v -> Math.log(Arrays.stream(v).sum())));
    table.put("ReduceLogSumExp", of(Expression::logSumExp, Reductions::logSumExp));
    table.put(
        "ReduceMax",
        of(Expression::largest, v -> Arrays.stream(v).reduce(Double.NEGATIVE_INFINITY, Math::max)));
    table.put(
        "ReduceMin",
        of(
            Expression::smallest,
            v -> Arrays.stream(v).reduce(Double.POSITIVE_INFINITY, Math::min)));
    return table;
  }

  private static double logSumExp(double... values) {
    double largest = Arrays.stream(values).max().orElse(0);
    return largest + Math.log(Arrays.stream(values).map(x -> Math.exp(x - largest)).sum());
  }

  private static Conversion of(
      UnaryOperator<Expression> symbolic, ToDoubleFunction<double[]> numeric) {
    Reduction reduction = new Reduction(symbolic, numeric);
    return Conversion.of(node -> reduce(node, reduction));
  }

  private static OnnxValue reduce(NodeScope node, Reduction reduction) {
    OnnxValue value = node.input(0);
    boolean keep = node.integer("keepdims", 1) != 0;
    boolean nothingIfNoAxes = node.integer("noop_with_empty_axes", 0) != 0;
    Optional<long[]> axes = node.integers("axes", 1).filter(given -> given.length > 0);
    if (axes.isEmpty() && nothingIfNoAxes) {
      return value;
    }
    if (axes.isEmpty() && value instanceof RowTensor) {
      throw node.mixesRows("a reduction over all axes");
    }
    boolean[] reduced = new boolean[value.shape().length];
    if (axes.isEmpty()) {
      Arrays.fill(reduced, true);
    } else {
      Arrays.stream(axes.get()).forEach(axis -> reduced[node.axis(value, axis)] = true);
    }
    return reduced(node, value, reduced, keep, reduction);
  }

  private static OnnxValue reduced(
      NodeScope node, OnnxValue value, boolean[] reduced, boolean keep, Reduction reduction) {
    int[] kept = axes(reduced, false);
    int[] gone = axes(reduced, true);
    int[] strides = Shapes.strides(value.shape());
    int[] groupShape = lengths(value, gone);
    int[] groupSteps = IntStream.of(gone).map(axis -> strides[axis]).toArray();
    int[] starts =
        Shapes.walk(
            lengths(value, kept), IntStream.of(kept).map(axis -> strides[axis]).toArray(), 0);
    int[] shape =
        IntStream.range(0, reduced.length)
            .filter(axis -> keep || !reduced[axis])
            .map(axis -> reduced[axis] ? 1 : value.shape()[axis])
            .toArray();
    node.budget().take(value.size() + 64L * starts.length);
    List<OnnxValue> groups =
        IntStream.of(starts)
            .mapToObj(start -> Shapes.walk(groupShape, groupSteps, start))
            .map(places -> value.rearranged(new int[] {places.length}, places, node.budget()))
            .toList();
    if (value instanceof ConstantTensor constant) {
      if (constant.kind() != Kind.REAL) {
        throw node.refused("whole numbers", "real numbers");
      }
      double[] values =
          groups.stream()
              .mapToDouble(
                  group -> reduction.numeric().applyAsDouble(((ConstantTensor) group).values()))
              .toArray();
      return new ConstantTensor(Kind.REAL, shape, values);
    }
    List<Expression> results =
        groups.stream()
            .map(group -> reduction.symbolic().apply(Products.vector((RowTensor) group)))
            .toList();
    return new RowTensor(shape, results.size() == 1 ? results.get(0) : Expression.stack(results));
  }

  private static int[] axes(boolean[] reduced, boolean which) {
    return IntStream.range(0, reduced.length).filter(axis -> reduced[axis] == which).toArray();
  }

  private static int[] lengths(OnnxValue value, int... axes) {
    return IntStream.of(axes).map(axis -> value.shape()[axis]).toArray();
  }
}
