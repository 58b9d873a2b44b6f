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
import io.sparkenergy.expression.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A value of a program: one number or one vector for each row. Nodes come from a {@link NodeTable},
 * so equal values are one node and {@link #id} grows from inputs to results.
 */
public final class Node {
  private final int id;
  private final Operator operator;
  private final Attribute attribute;
  private final List<Node> inputs;
  private final int length;
  private final boolean scalar;

  Node(
      int id,
      Operator operator,
      Attribute attribute,
      List<Node> inputs,
      int length,
      boolean scalar) {
    this.id = id;
    this.operator = operator;
    this.attribute = attribute;
    this.inputs = inputs;
    this.length = length;
    this.scalar = scalar;
  }

  public int id() {
    return id;
  }

  public Operator operator() {
    return operator;
  }

  public Attribute attribute() {
    return attribute;
  }

  public List<Node> inputs() {
    return inputs;
  }

  public Node input(int index) {
    return inputs.get(index);
  }

  /** The entries of a row: 1 for a scalar. */
  public int length() {
    return length;
  }

  /** Whether each row has one number, not a vector. */
  public boolean isScalar() {
    return scalar;
  }

  /** Whether all rows share the value: a number or a parameter, which no step computes. */
  public boolean isShared() {
    return operator == Operator.CONSTANT || operator == Operator.PARAMETER;
  }

  /** How the value comes about. */
  public Execution execution() {
    return Execution.of(operator);
  }

  /** The node's number, if it is one that all rows share. */
  public double number() {
    return Attribute.as(Attribute.Literal.class, attribute).value();
  }

  /** The nodes that the outputs take, inputs before what reads them. */
  public static List<Node> needed(List<Node> outputs) {
    return needed(outputs, Set.of());
  }

  /** As {@link #needed(List)}, but for what only the known ones take. */
  public static List<Node> needed(List<Node> outputs, Set<Node> known) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(outputs);
    List<Node> nodes = new ArrayList<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (seen.add(node)) {
        nodes.add(node);
        if (!known.contains(node)) {
          node.inputs().forEach(open::push);
        }
      }
    }
    nodes.sort((a, b) -> Integer.compare(a.id(), b.id()));
    return nodes;
  }

  @Override
  public String toString() {
    return "%" + id + " = " + operator.symbol() + inputs.stream().map(n -> "%" + n.id).toList();
  }
}
