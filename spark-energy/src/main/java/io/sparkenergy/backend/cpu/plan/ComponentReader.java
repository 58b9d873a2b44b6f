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
package io.sparkenergy.backend.cpu.plan;

import io.sparkenergy.backend.cpu.plan.Component.Form;
import io.sparkenergy.backend.cpu.plan.Component.Kind;
import io.sparkenergy.backend.cpu.plan.Component.Operand;
import io.sparkenergy.backend.cpu.plan.Component.Operation;
import io.sparkenergy.backend.graph.Execution;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a summand as a component: down to rows, numbers and parameters, in a fixed order. */
final class ComponentReader {
  /** The most operators: their values are held in registers for several components at once. */
  private static final int MAX_OPERATIONS = 8;

  private final List<Operation> operations = new ArrayList<>();
  private final List<Node> rows = new ArrayList<>();
  private final List<Node> numbers = new ArrayList<>();
  private final List<Node> parameters = new ArrayList<>();
  private final Map<Node, Operand> operands = new HashMap<>();
  private int entered;

  private ComponentReader() {}

  /** The component whose entries a sum or a dot product adds up. */
  static Optional<Component> ofSum(Node sum) {
    return sum.operator() == Operator.DOT ? read(sum.inputs(), false) : ofSummand(sum.input(0));
  }

  /** The component that a vector is. */
  static Optional<Component> ofSummand(Node vector) {
    return switch (vector.operator()) {
      case MULTIPLY -> read(vector.inputs(), false);
      case GATE -> {
        boolean byNumber = isNumber(vector.input(0));
        yield read(byNumber ? vector.inputs() : List.of(vector), byNumber);
      }
      case SQUARE -> read(List.of(vector.input(0), vector.input(0)), false);
      default -> read(List.of(vector), false);
    };
  }

  private static Optional<Component> read(List<Node> factors, boolean gated) {
    ComponentReader reader = new ComponentReader();
    List<Operand> summand = factors.stream().map(reader::operand).toList();
    boolean small = reader.entered <= MAX_OPERATIONS;
    boolean own = !reader.numbers.isEmpty() || !reader.parameters.isEmpty();
    return small && own && !reader.rows.isEmpty()
        ? Optional.of(
            new Component(
                new Form(List.copyOf(reader.operations), summand, gated),
                List.copyOf(reader.rows),
                List.copyOf(reader.numbers),
                List.copyOf(reader.parameters)))
        : Optional.empty();
  }

  private static boolean isNumber(Node node) {
    return node.operator() == Operator.BROADCAST && !node.input(0).isShared();
  }

  private Operand operand(Node node) {
    Operand known = operands.get(node);
    if (known == null) {
      known = read(node);
      operands.put(node, known);
    }
    return known;
  }

  private Operand read(Node node) {
    if (node.isShared()) {
      return add(Kind.PARAMETER, parameters, node);
    }
    if (isNumber(node)) {
      return add(Kind.NUMBER, numbers, node.input(0));
    }
    boolean inLoop = node.execution() == Execution.FUSED && node.operator() != Operator.PAD;
    if (!inLoop || ++entered > MAX_OPERATIONS) {
      return add(Kind.ROWS, rows, node);
    }
    List<Operand> inputs = node.inputs().stream().map(this::operand).toList();
    return add(Kind.OPERATION, operations, new Operation(node.operator(), inputs));
  }

  private static <T> Operand add(Kind kind, List<T> values, T value) {
    values.add(value);
    return new Operand(kind, values.size() - 1);
  }
}
