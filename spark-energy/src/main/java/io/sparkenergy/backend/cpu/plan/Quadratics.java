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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds quadratic forms xᵀ W x, whose product W x need not go to memory and come back for the sum;
 * and where all else that is read of it is a multiple, as of a Gaussian's score, only that is
 * written.
 */
final class Quadratics {
  private final Map<Node, List<Node>> readers = new HashMap<>();
  private final Set<Node> outputs;

  private Quadratics(List<Node> nodes, List<Node> outputs, Function<Node, List<Node>> needs) {
    this.outputs = new HashSet<>(outputs);
    for (Node node : nodes) {
      for (Node input : needs.apply(node)) {
        readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
  }

  /**
   * The forms among nodes.
   *
   * @param needs what a node reads
   * @param wholeRegisters whether a vector's rows are whole SIMD registers, without gaps
   */
  static List<Step.Quadratic> of(
      List<Node> nodes,
      List<Node> outputs,
      Function<Node, List<Node>> needs,
      Predicate<Node> wholeRegisters) {
    Quadratics quadratics = new Quadratics(nodes, outputs, needs);
    return nodes.stream()
        .filter(node -> node.operator() == Operator.LINEAR)
        .filter(node -> node.length() == node.input(0).length())
        .filter(node -> wholeRegisters.test(node) && wholeRegisters.test(node.input(0)))
        .flatMap(node -> quadratics.form(node).stream())
        .toList();
  }

  private Optional<Step.Quadratic> form(Node product) {
    List<Node> rest = new ArrayList<>(readers.getOrDefault(product, List.of()));
    Optional<Node> sum = rest.stream().filter(reader -> isSquare(reader, product)).findFirst();
    sum.ifPresent(rest::remove);
    return sum.map(node -> new Step.Quadratic(product, node, written(product, rest)));
  }

  private static boolean isSquare(Node reader, Node product) {
    return reader.operator() == Operator.DOT
        && reader.inputs().contains(product)
        && reader.inputs().contains(product.input(0));
  }

  private Optional<Node> written(Node product, List<Node> rest) {
    if (outputs.contains(product)) {
      return Optional.of(product);
    }
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    boolean isMultiple =
        rest.size() == 1
            && rest.get(0).operator() == Operator.MULTIPLY
            && rest.get(0).inputs().stream().anyMatch(in -> in.operator() == Operator.CONSTANT);
    return Optional.of(isMultiple ? rest.get(0) : product);
  }
}
