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

import io.sparkenergy.backend.graph.Symbol.Parts;
import io.sparkenergy.backend.graph.Symbol.Whole;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reductions over a row: one node over a vector in one piece, arithmetic over separate numbers. */
final class Reductions {
  private final NodeTable nodes;

  Reductions(NodeTable nodes) {
    this.nodes = nodes;
  }

  Node sum(Symbol vector) {
    return vector instanceof Parts parts
        ? pairwise(Operator.ADD, parts.numbers())
        : whole(Operator.SUM, vector);
  }

  Node dot(List<Node> a, List<Node> b) {
    Node sum = nodes.scalar(Operator.MULTIPLY, a.get(0), b.get(0));
    for (int i = 1; i < a.size(); i++) {
      Node product = nodes.scalar(Operator.MULTIPLY, a.get(i), b.get(i));
      sum = nodes.scalar(Operator.ADD, product, sum);
    }
    return sum;
  }

  Node largest(Symbol vector) {
    return vector instanceof Parts parts
        ? pairwise(Operator.MAXIMUM, parts.numbers())
        : whole(Operator.LARGEST, vector);
  }

  Symbol largestMask(Symbol vector) {
    if (vector instanceof Whole whole) {
      int length = whole.vector().length();
      Node input = nodes.computed(whole.vector(), length);
      return new Whole(nodes.vector(Operator.LARGEST_MASK, Attribute.NONE, length, input));
    }
    Node largest = largest(vector);
    Node zero = nodes.constant(0);
    Node open = nodes.constant(1);
    List<Node> mask = new ArrayList<>();
    for (Node number : ((Parts) vector).numbers()) {
      Node below = nodes.scalar(Operator.LESS, number, largest);
      mask.add(nodes.scalar(Operator.SELECT, below, zero, open));
      open = nodes.scalar(Operator.SELECT, below, open, zero);
    }
    return new Parts(mask);
  }

  private Node whole(Operator operator, Symbol vector) {
    Node node = ((Whole) vector).vector();
    return nodes.scalar(operator, nodes.computed(node, node.length()));
  }

  /**
   * In a tree, whose rounding grows with its depth and whose branches do not wait for each other.
   */
  private Node pairwise(Operator operator, List<Node> numbers) {
    if (numbers.size() == 1) {
      return numbers.get(0);
    }
    int half = numbers.size() / 2;
    return nodes.scalar(
        operator,
        pairwise(operator, numbers.subList(0, half)),
        pairwise(operator, numbers.subList(half, numbers.size())));
  }
}
