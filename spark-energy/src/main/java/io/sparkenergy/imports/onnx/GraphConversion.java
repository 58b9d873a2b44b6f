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
package io.sparkenergy.imports.onnx;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A graph's nodes turned into values, as far as an output needs them. */
final class GraphConversion {
  private static final Map<String, Conversion> OPERATORS = operators();

  private final String file;
  private final OnnxGraph graph;
  private final OptionalLong batch;
  private final Budget budget;
  private final Map<String, OnnxValue> values;

  /**
   * A conversion.
   *
   * @param batch the number of rows that the model was made for, if it was made for one
   */
  GraphConversion(String file, OnnxGraph graph, OptionalLong batch) {
    this.file = file;
    this.batch = batch;
    this.graph = graph;
    this.budget = new Budget(graph.constants().values().stream().mapToLong(OnnxValue::size).sum());
    this.values = new HashMap<>(graph.constants());
  }

  private static Map<String, Conversion> operators() {
    Map<String, Conversion> all = new TreeMap<>();
    all.putAll(ElementwiseOperators.table());
    all.putAll(ShapeOperators.table());
    all.putAll(Rearrangements.table());
    all.putAll(Reductions.table());
    all.putAll(Products.table());
    return all;
  }

  /** What an output is when an input has a value. */
  OnnxValue convert(String output, String input, RowTensor row) {
    values.put(input, row);
    List<OnnxNode> needed = needed(output);
    requireKnownOperators(needed);
    for (OnnxNode node : needed) {
      convert(node);
    }
    OnnxValue result = values.get(output);
    if (result == null) {
      throw EnergyException.invalidModelFile(
          file, "output " + output, "no node that gives it", "one");
    }
    return result;
  }

  /** The nodes that an output needs, in the file's order. */
  private List<OnnxNode> needed(String output) {
    Set<String> wanted = new HashSet<>(Set.of(output));
    List<OnnxNode> needed = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      OnnxNode node = graph.nodes().get(i);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.inputs());
        needed.add(node);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  private void requireKnownOperators(List<OnnxNode> nodes) {
    TreeMap<String, Long> unknown =
        nodes.stream()
            .map(OnnxNode::operator)
            .filter(operator -> !OPERATORS.containsKey(operator))
            .collect(Collectors.groupingBy(o -> o, TreeMap::new, Collectors.counting()));
    if (!unknown.isEmpty()) {
      throw EnergyException.of(
          ErrorCondition.UNSUPPORTED_MODEL,
          "file",
          file,
          "problem",
          "operators "
              + unknown.entrySet().stream()
                  .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                  .collect(Collectors.joining(", "))
              + " are not among "
              + String.join(", ", new TreeSet<>(OPERATORS.keySet())));
    }
  }

  private void convert(OnnxNode node) {
    List<Optional<OnnxValue>> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      OnnxValue value = values.get(name);
      if (value == null && !name.isEmpty()) {
        throw EnergyException.invalidModelFile(
            file, node.label(), "input " + name, "a value that stands before it");
      }
      inputs.add(Optional.ofNullable(value));
    }
    List<OnnxValue> results = results(node, inputs);
    for (int i = 0; i < Math.min(results.size(), node.outputs().size()); i++) {
      values.put(node.outputs().get(i), results.get(i));
    }
  }

  private List<OnnxValue> results(OnnxNode node, List<Optional<OnnxValue>> inputs) {
    NodeScope scope = new NodeScope(file, node, inputs, batch, budget);
    try {
      List<OnnxValue> results = OPERATORS.get(node.operator()).convert(scope);
      scope.close();
      return results;
    } catch (EnergyException e) {
      throw e.parameters().containsKey("file")
          ? e
          : EnergyException.invalidModelFile(file, node.label(), e);
    }
  }
}
