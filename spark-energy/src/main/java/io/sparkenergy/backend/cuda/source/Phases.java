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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which kernel computes what. A phase is one kernel and the matrix products behind it; there is one
 * phase more than there are products that wait for each other, and all that can be computed in a
 * phase is. Between phases only three things are kept: what products read, what they give, and
 * numbers that a row was reduced to. The rest is computed again from those and from the rows, for
 * that costs less than memory does.
 */
final class Phases {
  private final List<Node> nodes;
  private final Map<Node, Integer> phases = new HashMap<>();
  private final Set<Node> reduced = new HashSet<>();
  private final Map<Node, Integer> direct = new TreeMap<>((a, b) -> a.id() - b.id());
  private final Map<Node, Double> factors = new HashMap<>();
  private final List<Set<Node>> kept = new ArrayList<>();
  private final List<List<Node>> reads = new ArrayList<>();

  Phases(List<Node> outputs) {
    this.nodes = Node.needed(outputs);
    for (Node node : nodes) {
      int phase = node.inputs().stream().mapToInt(phases::get).max().orElse(0);
      phases.put(node, isProduct(node) ? phase + 1 : phase);
      if (Kernel.reduces(node) || node.inputs().stream().anyMatch(reduced::contains)) {
        reduced.add(node);
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      direct(outputs, i);
    }
    for (int phase = 0; phase <= last(); phase++) {
      kept.add(new LinkedHashSet<>());
      reads.add(List.of());
    }
    nodes.stream()
        .filter(Phases::isProduct)
        .map(product -> product.input(0))
        .filter(input -> !isInMemory(input))
        .forEach(input -> kept.get(of(input)).add(input));
    for (int phase = last(); phase >= 0; phase--) {
      read(phase, outputs);
    }
  }

  /** What a phase's kernel reads, and what earlier ones have to keep for it. */
  private void read(int phase, List<Node> outputs) {
    Set<Node> held = new HashSet<>();
    nodes.stream()
        .filter(node -> isInMemory(node) || (isNumber(node) && of(node) < phase))
        .forEach(held::add);
    List<Node> roots = new ArrayList<>(kept.get(phase));
    for (int i = 0; i < outputs.size(); i++) {
      if (of(outputs.get(i)) == phase && !direct.containsValue(i)) {
        roots.add(outputs.get(i));
      }
    }
    List<Node> read = Node.needed(roots, held).stream().filter(held::contains).toList();
    reads.set(phase, read);
    read.stream().filter(node -> !isInMemory(node)).forEach(node -> kept.get(of(node)).add(node));
  }

  /**
   * A product that is a result, but for a factor, goes where the result is wanted. Who else reads
   * it takes the factor back, which is exact for -1 and left alone for others.
   */
  private void direct(List<Node> outputs, int index) {
    Node output = outputs.get(index);
    if (isProduct(output)) {
      direct.putIfAbsent(output, index);
      return;
    }
    if (output.operator() != Operator.MULTIPLY
        || output.input(0).operator() != Operator.CONSTANT
        || !isProduct(output.input(1))) {
      return;
    }
    Node product = output.input(1);
    double factor = output.input(0).number();
    boolean once =
        outputs.stream().filter(output::equals).count() == 1 && !outputs.contains(product);
    long readers =
        nodes.stream().flatMap(node -> node.inputs().stream()).filter(product::equals).count();
    boolean alone =
        readers == 1 && nodes.stream().noneMatch(node -> node.inputs().contains(output));
    float rounded = (float) factor;
    boolean sound = rounded != 0 && Float.isFinite(rounded);
    boolean multiplied =
        nodes.stream().anyMatch(node -> isProduct(node) && node.input(0).equals(product));
    if (once && !direct.containsKey(product) && sound && (alone || (factor == -1 && !multiplied))) {
      direct.put(product, index);
      factors.put(product, factor);
    }
  }

  private static boolean isProduct(Node node) {
    return node.operator() == Operator.LINEAR;
  }

  private static boolean isInMemory(Node node) {
    return isProduct(node)
        || node.operator() == Operator.INPUT
        || node.operator() == Operator.DIRECTION;
  }

  /** Whether the value is a number that takes a pass over a row. */
  private boolean isNumber(Node node) {
    return node.isScalar() && reduced.contains(node);
  }

  /** All values of the program, inputs first. */
  List<Node> nodes() {
    return nodes;
  }

  int last() {
    return phases.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The first phase that can compute the value, or read it if it is a product. */
  int of(Node node) {
    return phases.get(node);
  }

  /** The products behind a phase's kernel. */
  List<Node> products(int phase) {
    return nodes.stream().filter(node -> isProduct(node) && of(node) == phase + 1).toList();
  }

  /** What a phase's kernel computes for products and for later kernels. */
  Set<Node> kept(int phase) {
    return kept.get(phase);
  }

  /** What a phase's kernel reads. */
  List<Node> reads(int phase) {
    return reads.get(phase);
  }

  /** Products that are results themselves, and the place of each among the results. */
  Map<Node, Integer> direct() {
    return direct;
  }

  /** What a product is multiplied by. */
  double factor(Node product) {
    return factors.getOrDefault(product, 1.0);
  }
}
