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
package io.sparkenergy.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns bound expressions into a program: order, registers, and where each value dies. */
final class Lowering {
  private final int dimension;
  private final List<Integer> lengths = new ArrayList<>();
  private final Map<Integer, Deque<Integer>> free = new HashMap<>();
  private final Map<Expression, Value> values = new HashMap<>();
  private final Map<Expression, Integer> usesLeft = new HashMap<>();

  Lowering(int dimension) {
    this.dimension = dimension;
  }

  Program lower(List<Expression> outputs) {
    List<Expression> nodes = Graph.topological(outputs);
    if (nodes.size() > ExpressionLimits.INSTRUCTIONS) {
      throw ExpressionLimits.tooLarge(
          "program", nodes.size() + " instructions", ExpressionLimits.INSTRUCTIONS);
    }
    for (Expression node : nodes) {
      node.inputs().forEach(input -> usesLeft.merge(input, 1, Integer::sum));
    }
    outputs.forEach(output -> usesLeft.merge(output, 1, Integer::sum));

    Value.Register row = register(Shape.vector(Dim.of(dimension)));
    boolean usesDirection = nodes.stream().anyMatch(n -> n.operator() == Operator.DIRECTION);
    Value.Register direction = usesDirection ? register(row.length(), false) : row;

    List<Instruction> instructions = new ArrayList<>();
    for (Expression node : nodes) {
      switch (node.operator()) {
        case INPUT -> values.put(node, row);
        case DIRECTION -> values.put(node, direction);
        case CONSTANT ->
            values.put(
                node,
                new Value.Constant(
                    Attribute.as(Attribute.Literal.class, node.attribute()).value()));
        case PARAMETER ->
            values.put(
                node,
                new Value.Parameter(
                    Attribute.as(Attribute.Numbers.class, node.attribute()).values()));
        default -> instructions.add(instruction(node));
      }
    }
    return new Program(
        dimension,
        List.copyOf(lengths),
        usesDirection,
        List.copyOf(instructions),
        outputs.stream().map(values::get).toList());
  }

  private Instruction instruction(Expression node) {
    Value.Register output = register(node.shape());
    values.put(node, output);
    List<Value> inputs = node.inputs().stream().map(values::get).toList();
    node.inputs().forEach(this::use);
    return new Instruction(node.operator(), node.attribute(), inputs, output);
  }

  private void use(Expression node) {
    int left = usesLeft.merge(node, -1, Integer::sum);
    boolean reusable = node.operator() != Operator.INPUT && node.operator() != Operator.DIRECTION;
    if (left == 0 && reusable && values.get(node) instanceof Value.Register register) {
      free.computeIfAbsent(register.length(), length -> new ArrayDeque<>()).push(register.index());
    }
  }

  private Value.Register register(Shape shape) {
    return register(shape.length().offset(), shape.isScalar());
  }

  private Value.Register register(int length, boolean scalar) {
    Deque<Integer> available = free.getOrDefault(length, new ArrayDeque<>());
    if (!available.isEmpty()) {
      return new Value.Register(available.pop(), length, scalar);
    }
    lengths.add(length);
    return new Value.Register(lengths.size() - 1, length, scalar);
  }
}
