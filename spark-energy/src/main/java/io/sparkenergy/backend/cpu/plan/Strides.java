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

import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far apart a vector's rows stand in memory. Vectors that meet entry by entry share a stride,
 * so that a loop can run over a tile as if it were one long vector, a slice is the same memory from
 * a later place on, and what stands between the end of a vector and the next row is never read as
 * one of its entries. Where a matrix product writes, rows are a whole number of SIMD registers
 * long.
 */
final class Strides {
  private final Map<Node, Node> parents = new HashMap<>();
  private final Map<Node, Integer> strides = new HashMap<>();

  /**
   * @param computed the plan's nodes, inputs before results
   * @param lanes the numbers of a SIMD register
   */
  Strides(List<Node> computed, int lanes) {
    for (Node node : computed) {
      if (meetsEntryByEntry(node)) {
        node.inputs().stream()
            .filter(input -> !input.isScalar() && !input.isShared())
            .forEach(input -> parents.put(family(input), family(node)));
      }
    }
    for (Node node : computed) {
      strides.merge(family(node), node.length(), Math::max);
    }
    for (Node node : computed) {
      if (node.operator() == Operator.LINEAR && node.length() > lanes) {
        strides.computeIfPresent(
            family(node), (family, length) -> (length + lanes - 1) / lanes * lanes);
      }
    }
  }

  /** The numbers from one row to the next: 1 for a scalar. */
  int of(Node node) {
    return node.isScalar() ? 1 : strides.get(family(node));
  }

  private static boolean meetsEntryByEntry(Node node) {
    if (node.isScalar()) {
      return false;
    }
    return switch (node.execution()) {
      case FUSED, FUNCTION, VIEW -> true;
      case ROW_WISE -> node.operator() == Operator.LARGEST_MASK;
      case LEAF -> false;
    };
  }

  private Node family(Node node) {
    Node root = node;
    for (Node parent = parents.get(root); parent != null && parent != root; ) {
      root = parent;
      parent = parents.get(root);
    }
    parents.put(node, root);
    return root;
  }
}
