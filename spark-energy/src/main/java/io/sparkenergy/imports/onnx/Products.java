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

import io.sparkenergy.expression.Dim;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.imports.onnx.ConstantTensor.Kind;
import java.util.Arrays;
import java.util.Map;

/** Matrix products of a row with constants, and of a row with itself. */
final class Products {
  private Products() {}

  static Map<String, Conversion> table() {
    return Map.of("Gemm", Conversion.of(Products::gemm), "MatMul", Conversion.of(Products::matMul));
  }

  /** The entries as a vector, even if there is but one. */
  static Expression vector(RowTensor row) {
    return row.expression().shape().isScalar()
        ? row.expression().broadcast(Dim.of(1))
        : row.expression();
  }

  private static OnnxValue gemm(NodeScope node) {
    OnnxValue a = node.input(0);
    ConstantTensor b = node.constant(1);
    double alpha = node.real("alpha", 1);
    double beta = node.real("beta", 1);
    if (!(a instanceof RowTensor row) || row.shape().length != 1) {
      throw node.refused("A of shape " + Arrays.toString(a.shape()), "rows of vectors");
    }
    if (node.integer("transA", 0) != 0) {
      throw node.mixesRows("a product with A transposed");
    }
    double[][] weights = rows(node, b, node.integer("transB", 0) == 0);
    for (double[] weight : weights) {
      for (int j = 0; j < weight.length; j++) {
        weight[j] *= alpha;
      }
    }
    RowTensor product = product(node, row, weights, weights.length);
    if (!node.has(2)) {
      return product;
    }
    Elementwise add =
        ElementwiseOperators.of(
            (x, c) -> beta == 1 ? x.plus(c) : x.plus(c.times(beta)), (x, c) -> x + beta * c);
    OnnxValue sum = add.over(node, product, node.input(2));
    if (!Arrays.equals(sum.shape(), product.shape())) {
      throw node.refused("C of shape " + Arrays.toString(node.input(2).shape()), "that of A B");
    }
    return sum;
  }

  /** A matrix for products from the left: its transpose if rows stand at the left. */
  private static double[][] rows(NodeScope node, ConstantTensor matrix, boolean transpose) {
    if (matrix.shape().length != 2 || matrix.size() == 0 || matrix.kind() != Kind.REAL) {
      throw node.refused(
          "a constant of shape " + Arrays.toString(matrix.shape()), "a matrix of real numbers");
    }
    if (!Arrays.stream(matrix.values()).allMatch(Double::isFinite)) {
      throw node.refused("a matrix with NaN or infinity", "finite numbers");
    }
    node.budget().take(matrix.size());
    int rows = matrix.shape()[0];
    int columns = matrix.shape()[1];
    double[][] copy = transpose ? new double[columns][rows] : new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        copy[transpose ? j : i][transpose ? i : j] = matrix.values()[i * columns + j];
      }
    }
    return copy;
  }

  /** W x. */
  private static RowTensor product(NodeScope node, RowTensor x, double[][] weights, int... shape) {
    if (weights[0].length != x.size()) {
      throw node.refused(
          "a matrix for %d entries".formatted(weights[0].length), x.size() + " entries");
    }
    Expression result;
    if (weights.length == 1) {
      result =
          x.size() == 1
              ? x.expression().times(weights[0][0])
              : x.expression().dot(Expression.parameter(weights[0]));
    } else {
      result = vector(x).linear(Matrix.of(weights));
    }
    return new RowTensor(shape, result);
  }

  private static OnnxValue matMul(NodeScope node) {
    OnnxValue a = node.input(0);
    OnnxValue b = node.input(1);
    if (a instanceof RowTensor row && b instanceof ConstantTensor matrix) {
      return fromTheRight(node, row, matrix);
    }
    if (a instanceof ConstantTensor matrix && b instanceof RowTensor column) {
      return fromTheLeft(node, matrix, column);
    }
    if (a instanceof RowTensor row && b instanceof RowTensor column) {
      return ofRows(node, row, column);
    }
    throw node.refused("constants alone", "what differs from row to row");
  }

  /** x W, x a vector or a matrix of one row. */
  private static RowTensor fromTheRight(NodeScope node, RowTensor x, ConstantTensor matrix) {
    int[] shape = x.shape();
    boolean flat = shape.length == 1 || (shape.length == 2 && shape[0] == 1);
    if (!flat) {
      throw node.refused("rows of shape " + Arrays.toString(shape), "vectors");
    }
    boolean vector = matrix.shape().length == 1;
    ConstantTensor full = vector ? matrix.reshaped(matrix.size(), 1) : matrix;
    double[][] weights = rows(node, full, true);
    if (vector) {
      return product(node, x, weights, Arrays.copyOf(shape, shape.length - 1));
    }
    int[] result = shape.clone();
    result[shape.length - 1] = weights.length;
    return product(node, x, weights, result);
  }

  /** W x, x a matrix of one column. */
  private static RowTensor fromTheLeft(NodeScope node, ConstantTensor matrix, RowTensor x) {
    if (x.shape().length != 2 || x.shape()[1] != 1) {
      throw node.mixesRows("a matrix times " + (x.shape().length == 1 ? "the batch" : "matrices"));
    }
    double[][] weights = rows(node, matrix, false);
    return product(node, x, weights, weights.length, 1);
  }

  /** x · y of a matrix of one row and one of one column. */
  private static RowTensor ofRows(NodeScope node, RowTensor x, RowTensor y) {
    boolean fits =
        x.shape().length == 2
            && y.shape().length == 2
            && x.shape()[0] == 1
            && y.shape()[1] == 1
            && x.shape()[1] == y.shape()[0];
    if (!fits) {
      throw node.refused(
          "rows of shapes %s and %s"
              .formatted(Arrays.toString(x.shape()), Arrays.toString(y.shape())),
          "(1, k) and (k, 1), or a constant matrix");
    }
    return new RowTensor(new int[] {1, 1}, vector(x).dot(vector(y)));
  }
}
