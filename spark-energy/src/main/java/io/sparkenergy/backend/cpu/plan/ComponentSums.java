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
import io.sparkenergy.backend.graph.Execution;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds sums of like components, as mixtures have them: over the entries of each, for their
 * energies, and over the components with a weight for each row, for the score.
 *
 * @param steps the sums that are taken together
 * @param nodes all that is to be computed then, inputs before results
 */
record ComponentSums(List<Step.Components> steps, List<Node> nodes) {
  /** The fewest components that are worth turning rows for. */
  private static final int FEWEST = 4;

  private record Kin(Form form, List<Node> rows, int length, int level) {}

  /** What is to be computed where nothing is taken together. */
  static ComponentSums none(List<Node> outputs) {
    return new ComponentSums(List.of(), Node.needed(outputs));
  }

  static ComponentSums of(List<Node> outputs) {
    List<Node> nodes = Node.needed(outputs);
    List<Step.Components> found = new ArrayList<>(overEntries(nodes));
    found.addAll(overComponents(nodes, outputs));
    return found.isEmpty() ? none(outputs) : reached(outputs, found);
  }

  /**
   * Sums over entries. Those of one level of reductions do not wait for one another, nor can groups
   * of them.
   */
  private static List<Step.Components> overEntries(List<Node> nodes) {
    Map<Node, Integer> levels = new HashMap<>();
    Map<Kin, List<Component>> components = new LinkedHashMap<>();
    Map<Kin, List<Node>> sums = new HashMap<>();
    for (Node node : nodes) {
      int below = node.inputs().stream().mapToInt(levels::get).max().orElse(0);
      boolean isSum = node.operator() == Operator.SUM || node.operator() == Operator.DOT;
      levels.put(node, isSum ? below + 1 : below);
      Optional<Component> component = isSum ? ComponentReader.ofSum(node) : Optional.empty();
      if (component.isPresent() && component.get().numbers().isEmpty()) {
        Component c = component.get();
        Kin kin = new Kin(c.form(), c.rows(), c.rows().get(0).length(), below);
        components.computeIfAbsent(kin, key -> new ArrayList<>()).add(c);
        sums.computeIfAbsent(kin, key -> new ArrayList<>()).add(node);
      }
    }
    return components.entrySet().stream()
        .filter(entry -> entry.getValue().size() >= FEWEST)
        .map(entry -> new Step.Components(entry.getValue(), sums.get(entry.getKey())))
        .toList();
  }

  /** Vectors that are sums of like components with weights. */
  private static List<Step.Components> overComponents(List<Node> nodes, List<Node> outputs) {
    Map<Node, Integer> uses = new HashMap<>();
    outputs.forEach(node -> uses.merge(node, 2, Integer::sum));
    nodes.forEach(node -> node.inputs().forEach(in -> uses.merge(in, 1, Integer::sum)));
    List<Step.Components> found = new ArrayList<>();
    Set<Node> inside = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (isSum(node) && !inside.contains(node)) {
        List<Node> summands = summands(node, uses, inside);
        if (summands.size() >= FEWEST) {
          alike(summands)
              .map(components -> new Step.Components(components, List.of(node)))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static boolean isSum(Node node) {
    return node.operator() == Operator.ADD && !node.isScalar();
  }

  /** What the additions above add up, each of which nothing else reads. */
  private static List<Node> summands(Node sum, Map<Node, Integer> uses, Set<Node> inside) {
    List<Node> summands = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(sum.inputs());
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (isSum(node) && uses.get(node) == 1) {
        inside.add(node);
        node.inputs().forEach(open::push);
      } else {
        summands.add(node);
      }
    }
    return summands;
  }

  private static Optional<List<Component>> alike(List<Node> summands) {
    List<Component> components = new ArrayList<>();
    for (Node summand : summands) {
      boolean computed = !summand.isShared() && summand.execution() == Execution.FUSED;
      Optional<Component> component =
          computed ? ComponentReader.ofSummand(summand) : Optional.empty();
      if (component.isEmpty() || component.get().numbers().isEmpty()) {
        return Optional.empty();
      }
      components.add(component.get());
    }
    Component first = components.get(0);
    return components.stream()
            .allMatch(c -> c.form().equals(first.form()) && c.rows().equals(first.rows()))
        ? Optional.of(components)
        : Optional.empty();
  }

  /** Leaves out what only sums took that are now taken together. */
  private static ComponentSums reached(List<Node> outputs, List<Step.Components> found) {
    Map<Node, Step.Components> steps = new HashMap<>();
    found.forEach(step -> step.results().forEach(result -> steps.put(result, step)));
    Set<Node> nodes = new HashSet<>();
    Set<Step.Components> used = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (nodes.add(node)) {
        Step.Components step = steps.get(node);
        if (step == null) {
          node.inputs().forEach(open::push);
        } else if (used.add(step)) {
          step.results().forEach(open::push);
          step.reads().forEach(open::push);
        }
      }
    }
    return new ComponentSums(
        found.stream().filter(used::contains).toList(),
        nodes.stream().sorted(Comparator.comparingInt(Node::id)).toList());
  }
}
