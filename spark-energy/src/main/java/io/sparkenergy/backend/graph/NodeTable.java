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
package io.sparkenergy.backend.graph;

import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes nodes; asked for an equal one, gives the one that is there. */
public final class NodeTable {
  private record Key(
      Operator operator, Attribute attribute, List<Integer> inputs, int length, boolean scalar) {}

  /** The largest exponent that is worked out by multiplying. */
  private static final int MAX_PRODUCTS = 8;

  /** Numbers up to this have reciprocals that float32 holds too. */
  private static final double LARGE = 0x1p100;

  private final Map<Key, Node> nodes = new HashMap<>();

  Node scalar(Operator operator, Attribute attribute, Node... inputs) {
    return node(operator, attribute, List.of(inputs), 1, true);
  }

  Node scalar(Operator operator, Node... inputs) {
    return scalar(operator, Attribute.NONE, inputs);
  }

  /** A vector. */
  public Node vector(Operator operator, Attribute attribute, int length, Node... inputs) {
    return node(operator, attribute, List.of(inputs), length, false);
  }

  Node node(Operator operator, Attribute attribute, List<Node> inputs, int length, boolean scalar) {
    List<Integer> ids = inputs.stream().map(Node::id).toList();
    return nodes.computeIfAbsent(
        new Key(operator, attribute, ids, length, scalar),
        key -> new Node(nodes.size(), operator, attribute, inputs, length, scalar));
  }

  /** An operator that works entry by entry; small whole powers become products. */
  Node elementwise(
      Operator operator, Attribute attribute, List<Node> inputs, int length, boolean scalar) {
    if (operator == Operator.POWER) {
      double exponent = Attribute.as(Attribute.Literal.class, attribute).value();
      if (exponent == Math.rint(exponent) && exponent != 0 && Math.abs(exponent) <= MAX_PRODUCTS) {
        Node power = power(inputs.get(0), (int) Math.abs(exponent), length, scalar);
        return exponent > 0
            ? power
            : node(Operator.DIVIDE, Attribute.NONE, List.of(constant(1), power), length, scalar);
      }
    }
    if (operator == Operator.DIVIDE && inputs.get(1).isShared()) {
      Optional<Node> reciprocal = reciprocal(inputs.get(1));
      if (reciprocal.isPresent()) {
        List<Node> factors = List.of(inputs.get(0), reciprocal.get());
        return node(Operator.MULTIPLY, Attribute.NONE, factors, length, scalar);
      }
    }
    boolean function = Execution.of(operator) == Execution.FUNCTION;
    List<Node> operands =
        function ? inputs.stream().map(input -> computed(input, length)).toList() : inputs;
    return node(operator, attribute, operands, length, scalar);
  }

  /** 1 / a number or parameter, for a division takes as long as ten products; if in range. */
  private Optional<Node> reciprocal(Node shared) {
    double[] values =
        shared.operator() == Operator.CONSTANT
            ? new double[] {shared.number()}
            : Attribute.as(Attribute.Numbers.class, shared.attribute()).values().toArray();
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) > 1 / LARGE && Math.abs(values[i]) < LARGE)) {
        return Optional.empty();
      }
      values[i] = 1 / values[i];
    }
    return Optional.of(
        shared.operator() == Operator.CONSTANT ? constant(values[0]) : parameter(values));
  }

  private Node power(Node base, int exponent, int length, boolean scalar) {
    if (exponent == 1) {
      return computed(base, length);
    }
    Node half = power(base, exponent / 2, length, scalar);
    Node square = node(Operator.SQUARE, Attribute.NONE, List.of(half), length, scalar);
    return exponent % 2 == 0
        ? square
        : node(Operator.MULTIPLY, Attribute.NONE, List.of(square, base), length, scalar);
  }

  Node constant(double value) {
    return scalar(Operator.CONSTANT, new Attribute.Literal(value));
  }

  Node parameter(double... values) {
    Attribute numbers = new Attribute.Numbers(ParameterVector.of(values));
    return vector(Operator.PARAMETER, numbers, values.length);
  }

  /** A vector of the matrix's coefficients for one entry of the map's result. */
  Node coefficients(Attribute.LinearMap map, int entry) {
    double[] row = new double[map.inputLength()];
    for (int j = 0; j < row.length; j++) {
      row[j] = coefficient(map, entry, j);
    }
    return parameter(row);
  }

  static double coefficient(Attribute.LinearMap map, int entry, int input) {
    Matrix matrix = map.matrix();
    return map.transposed() ? matrix.get(input, entry) : matrix.get(entry, input);
  }

  /** A value that a step computes, where a leaf will not do: 1 · the leaf. */
  Node computed(Node node, int length) {
    if (!node.isShared()) {
      return node;
    }
    boolean scalar = node.isScalar() && length == 1;
    return node(Operator.MULTIPLY, Attribute.NONE, List.of(constant(1), node), length, scalar);
  }
}
