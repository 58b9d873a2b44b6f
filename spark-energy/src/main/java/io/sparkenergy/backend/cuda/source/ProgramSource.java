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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.source.CudaBuffer.Role;
import io.sparkenergy.backend.cuda.source.Kernel.Store;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a program as kernels and gives its values memory. Scratch memory is used again as soon as
 * nothing reads it any more.
 */
final class ProgramSource {
  private final Precision precision;
  private final int dimension;
  private final Phases phases;
  private final boolean threadPerRow;
  private final List<CudaBuffer> buffers = new ArrayList<>();
  private final List<CudaParameter> parameters = new ArrayList<>();
  private final List<CudaStep> steps = new ArrayList<>();
  private final List<Integer> results = new ArrayList<>();
  private final Map<Node, Integer> places = new HashMap<>();
  private final Map<Integer, Deque<Integer>> free = new HashMap<>();
  private final Map<Node, Integer> lastReads = new HashMap<>();
  private final StringBuilder text = new StringBuilder();
  private OptionalInt direction = OptionalInt.empty();

  private ProgramSource(
      int dimension, List<Node> outputs, boolean threadPerRow, Precision precision) {
    this.dimension = dimension;
    this.phases = new Phases(outputs);
    this.threadPerRow = threadPerRow;
    this.precision = precision;
  }

  /**
   * The program of some results.
   *
   * @param threadPerRow whether all vectors have fallen apart, so that a thread holds a row
   */
  static CudaProgram of(
      int dimension, List<Node> outputs, boolean threadPerRow, Precision precision) {
    return new ProgramSource(dimension, outputs, threadPerRow, precision).write(outputs);
  }

  private CudaProgram write(List<Node> outputs) {
    buffers.add(new CudaBuffer(dimension, Role.ROWS));
    for (Node node : phases.nodes()) {
      if (node.operator() == Operator.INPUT) {
        places.put(node, 0);
      } else if (node.operator() == Operator.DIRECTION) {
        direction = OptionalInt.of(buffers.size());
        places.put(node, buffers.size());
        buffers.add(new CudaBuffer(dimension, Role.ROWS));
      }
    }
    for (Node output : outputs) {
      results.add(buffers.size());
      buffers.add(new CudaBuffer(output.length(), Role.RESULT));
    }
    phases.direct().forEach((product, i) -> places.put(product, results.get(i)));
    for (int phase = 0; phase <= phases.last(); phase++) {
      for (Node read : phases.reads(phase)) {
        lastReads.put(read, 2 * phase);
      }
      for (Node product : phases.products(phase)) {
        lastReads.put(product.input(0), 2 * phase + 1);
      }
    }
    for (int phase = 0; phase <= phases.last(); phase++) {
      launch(phase, outputs);
      release(2 * phase);
      phases.products(phase).forEach(this::multiply);
      release(2 * phase + 1);
    }
    return new CudaProgram(
        OperatorText.prelude(precision) + text,
        precision,
        dimension,
        List.copyOf(buffers),
        List.copyOf(parameters),
        List.copyOf(steps),
        0,
        direction,
        List.copyOf(results));
  }

  private void launch(int phase, List<Node> outputs) {
    List<Store> stores = new ArrayList<>();
    for (Node node : phases.kept(phase)) {
      stores.add(new Store(node, scratch(node)));
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (phases.of(outputs.get(i)) == phase && !phases.direct().containsValue(i)) {
        stores.add(new Store(outputs.get(i), results.get(i)));
      }
    }
    if (stores.isEmpty()) {
      return;
    }
    Map<Node, Integer> held = new HashMap<>();
    phases.reads(phase).forEach(node -> held.put(node, places.get(node)));
    Set<Node> negated =
        held.keySet().stream()
            .filter(node -> phases.factor(node) == -1)
            .collect(Collectors.toSet());
    Kernel kernel = new Kernel(stores, held, negated);
    RowLayout layout = layout(kernel);
    String name = "step" + steps.size();
    KernelArguments arguments =
        new KernelArguments(name, precision, kernel.addresses(), parameters);
    text.append('\n').append(new KernelSource(kernel, layout, precision, arguments).write());
    steps.add(
        new CudaStep.Launch(
            name, arguments.list(), layout.rowsPerBlock(), layout.threadsPerBlock()));
  }

  private RowLayout layout(Kernel kernel) {
    int together =
        Stream.concat(
                kernel.nodes().stream().filter(kernel::isHeld),
                kernel.stores().stream().map(Store::node))
            .filter(node -> !node.isScalar())
            .mapToInt(node -> RowLayout.together(precision, node.length()))
            .min()
            .orElse(1);
    boolean numbersOnly =
        kernel.lastStage() == 0
            && kernel.stores().stream().allMatch(store -> store.node().isScalar());
    return threadPerRow || numbersOnly
        ? RowLayout.ofThread(together)
        : RowLayout.of(precision, together, kernel.longest(), kernel.vectors(), kernel.carried());
  }

  private void multiply(Node product) {
    Attribute.LinearMap map = Attribute.as(Attribute.LinearMap.class, product.attribute());
    CudaParameter coefficients = new CudaParameter.Coefficients(map.matrix());
    int parameter = parameters.indexOf(coefficients);
    if (parameter < 0) {
      parameter = parameters.size();
      parameters.add(coefficients);
    }
    Integer place = places.get(product);
    steps.add(
        new CudaStep.Product(
            parameter,
            map.transposed(),
            phases.factor(product),
            map.inputLength(),
            map.outputLength(),
            places.get(product.input(0)),
            place == null ? scratch(product) : place));
  }

  private int scratch(Node node) {
    Deque<Integer> available = free.getOrDefault(node.length(), new ArrayDeque<>());
    int buffer = available.isEmpty() ? buffers.size() : available.pop();
    if (buffer == buffers.size()) {
      buffers.add(new CudaBuffer(node.length(), Role.SCRATCH));
    }
    places.put(node, buffer);
    return buffer;
  }

  private void release(int time) {
    lastReads.forEach(
        (node, last) -> {
          Integer place = places.get(node);
          if (last == time && place != null && buffers.get(place).role() == Role.SCRATCH) {
            free.computeIfAbsent(node.length(), length -> new ArrayDeque<>()).push(place);
          }
        });
  }
}
