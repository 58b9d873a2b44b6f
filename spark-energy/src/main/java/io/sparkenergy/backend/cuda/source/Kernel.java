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
package io.sparkenergy.backend.cuda.source;

import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one kernel computes: from values that buffers hold, values that it leaves in others. All
 * between is computed again where it is needed, and stored nowhere.
 */
final class Kernel {
  /** A value and the buffer that it goes to. */
  record Store(Node node, int buffer) {}

  private final List<Store> stores;
  private final Map<Node, Integer> held;
  private final Set<Node> negated;
  private final List<Node> nodes;
  private final Map<Node, Integer> stages = new HashMap<>();

  /**
   * A kernel.
   *
   * @param held the buffers of the values that are there already
   * @param negated those of them whose buffers hold what they are not: their negatives
   */
  Kernel(List<Store> stores, Map<Node, Integer> held, Set<Node> negated) {
    this.stores = stores;
    this.held = held;
    this.negated = negated;
    this.nodes = Node.needed(stores.stream().map(Store::node).toList(), held.keySet());
    for (Node node : nodes) {
      int stage = 0;
      if (!held.containsKey(node)) {
        for (Node input : node.inputs()) {
          stage = Math.max(stage, stages.get(input));
        }
      }
      stages.put(node, stage + (isReduction(node) ? 1 : 0));
    }
  }

  /** Whether the operator takes all of a row's threads together. */
  static boolean reduces(Node node) {
    return switch (node.operator()) {
      case SUM, DOT, LARGEST, LARGEST_MASK -> true;
      default -> false;
    };
  }

  List<Store> stores() {
    return stores;
  }

  /** All values that the kernel reads, computes or stores, inputs first. */
  List<Node> nodes() {
    return nodes;
  }

  /** The vectors that the roots take, and the scalars that these meet, inputs first. */
  List<Node> closureOfVectors(List<Node> roots) {
    Set<Node> scalars = new HashSet<>(held.keySet());
    nodes.stream().filter(Node::isScalar).forEach(scalars::add);
    return Node.needed(roots, scalars);
  }

  boolean isHeld(Node node) {
    return held.containsKey(node);
  }

  int buffer(Node node) {
    return held.get(node);
  }

  boolean isNegated(Node node) {
    return negated.contains(node);
  }

  boolean isReduction(Node node) {
    return reduces(node) && !isHeld(node);
  }

  /** How many reductions wait for one another until the value is known. */
  int stage(Node node) {
    return stages.get(node);
  }

  int lastStage() {
    return stages.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  List<Node> reductions(int stage) {
    return nodes.stream().filter(node -> isReduction(node) && stage(node) == stage).toList();
  }

  /** The longest vector that threads go through. */
  int longest() {
    int longest = 1;
    for (Node node : nodes) {
      if (isReduction(node)) {
        longest = Math.max(longest, node.input(0).length());
      }
    }
    for (Store store : stores) {
      longest = Math.max(longest, store.node().length());
    }
    return longest;
  }

  /** The most arrays that the kernel reads or writes. */
  int addresses() {
    long read =
        nodes.stream()
            .filter(node -> isHeld(node) || node.operator() == Operator.PARAMETER)
            .count();
    return (int) read + stores.size();
  }

  /** How many vectors the kernel reads or computes. */
  int vectors() {
    return (int) nodes.stream().filter(node -> !node.isScalar()).count();
  }

  /**
   * How many vectors are needed both before a reduction and behind it, those not counted that
   * others of them bring along.
   */
  int carried() {
    Set<Node> before = new HashSet<>();
    Set<Node> carried = new HashSet<>();
    for (int stage = 0; stage <= lastStage(); stage++) {
      List<Node> needed = closureOfVectors(roots(stage));
      needed.stream()
          .filter(node -> !node.isScalar() && !node.isShared())
          .filter(node -> !before.contains(node))
          .flatMap(node -> node.inputs().stream())
          .filter(before::contains)
          .forEach(carried::add);
      roots(stage).stream().filter(before::contains).forEach(carried::add);
      needed.stream().filter(node -> !node.isScalar() && !node.isShared()).forEach(before::add);
    }
    return carried.size();
  }

  /** The vectors that are reduced or stored once all reductions up to a stage are known. */
  List<Node> roots(int stage) {
    List<Node> roots = new ArrayList<>();
    reductions(stage + 1).forEach(reduction -> roots.addAll(reduction.inputs()));
    storesOf(stage).forEach(store -> roots.add(store.node()));
    return roots;
  }

  /** The vectors that can be stored once all reductions up to a stage are known. */
  List<Store> storesOf(int stage) {
    return stores.stream()
        .filter(store -> !store.node().isScalar() && stage(store.node()) == stage)
        .toList();
  }

  /** The operator's node over the same input, if the kernel computes it; else another one. */
  Node find(Operator operator, Node input, Node otherwise) {
    return nodes.stream()
        .filter(n -> n.operator() == operator && !isHeld(n) && n.input(0).equals(input))
        .findFirst()
        .orElse(otherwise);
  }
}
