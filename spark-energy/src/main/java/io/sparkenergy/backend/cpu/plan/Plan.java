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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.graph.Division;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.backend.graph.NodeTable;
import io.sparkenergy.backend.graph.Translation;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.ExpressionLimits;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a program runs over a tile of rows: its steps, and where each value stands.
 *
 * @param dimension the entries of a row
 * @param buffers the memory that values stand in
 * @param steps the work, in order
 * @param places where each value that steps read or write stands
 * @param input where the rows stand
 * @param outputs where the program's results stand, in its order
 * @param outputLengths the entries that each has a row
 */
public record Plan(
    int dimension,
    List<Buffer> buffers,
    List<Step> steps,
    Map<Node, Place> places,
    Place input,
    List<Place> outputs,
    List<Integer> outputLengths) {

  /** The longest vector that falls apart in any program. */
  private static final int MAX_PARTS = 4;

  /**
   * Rows in memory.
   *
   * @param stride the numbers from one row to the next
   * @param role what holds them
   */
  public record Buffer(int stride, Role role) {}

  /** What holds rows: the batch itself, for its rows or for a result, or a tile's own memory. */
  public enum Role {
    ROWS,
    RESULT,
    SCRATCH
  }

  /**
   * Where a value stands.
   *
   * @param buffer the index of its buffer
   * @param shift where an entry of index 0 stands in a row
   */
  public record Place(int buffer, int shift) {}

  /**
   * Plans a program.
   *
   * @param lanes the numbers of a SIMD register
   * @param fusedSums whether loops add rows up in registers
   * @param precision of those
   */
  public static Plan of(Program program, int lanes, boolean fusedSums, Precision precision) {
    int longest = runsAsOneRow(program) ? 1 : MAX_PARTS;
    List<Node> outputs =
        Translation.of(program, new NodeTable(), new Division(longest, longest, lanes));
    ComponentSums sums = fusedSums ? ComponentSums.of(outputs) : ComponentSums.none(outputs);
    Strides strides = new Strides(sums.nodes(), lanes);
    Plan plan =
        new Placement(program.dimension(), strides, outputs)
            .place(Schedule.of(sums, strides, outputs, fusedSums ? lanes : 0, precision));
    ExpressionLimits.numbersPerRow(
        "cpu program", plan.buffers.stream().mapToLong(Buffer::stride).sum());
    return plan;
  }

  /** Whether rows meet nothing but each other entry by entry, and are summed up. */
  private static boolean runsAsOneRow(Program program) {
    return program.instructions().stream()
        .allMatch(
            instruction ->
                switch (instruction.operator()) {
                  case SUM, DOT, NORM -> true;
                  default ->
                      instruction.operator().isElementwise()
                          && (instruction.output().isScalar()
                              || instruction.inputs().stream()
                                  .noneMatch(in -> in.isScalar() && in instanceof Value.Register));
                });
  }

  /** The numbers that scratch memory holds for one row. */
  public int scratchPerRow() {
    return buffers.stream()
        .filter(buffer -> buffer.role() == Role.SCRATCH)
        .mapToInt(Buffer::stride)
        .sum();
  }

  /** The most coefficients of one matrix. */
  public long largestMatrix() {
    return steps.stream()
        .flatMap(
            step ->
                step instanceof Step.Quadratic form
                    ? Stream.of(form.product())
                    : step.results().stream())
        .filter(node -> node.operator() == Operator.LINEAR)
        .map(node -> Attribute.as(Attribute.LinearMap.class, node.attribute()))
        .mapToLong(map -> (long) map.inputLength() * map.outputLength())
        .max()
        .orElse(0);
  }

  /** Gives values memory, and takes it back once nothing reads them any more. */
  private static final class Placement {
    private final int dimension;
    private final Strides strides;
    private final List<Node> outputs;
    private final List<Buffer> buffers = new ArrayList<>();
    private final Map<Integer, Deque<Integer>> free = new HashMap<>();
    private final Map<Node, Place> places = new HashMap<>();
    private final Map<Node, Integer> lastReads = new HashMap<>();
    private final Set<Node> padded = new HashSet<>();

    Placement(int dimension, Strides strides, List<Node> outputs) {
      this.dimension = dimension;
      this.strides = strides;
      this.outputs = outputs;
    }

    Plan place(List<Step> steps) {
      for (int i = 0; i < steps.size(); i++) {
        for (Node read : steps.get(i).reads()) {
          lastReads.put(source(read), i);
        }
        if (steps.get(i) instanceof Step.Fused fused) {
          fused.nodes().stream()
              .filter(node -> node.operator() == Operator.PAD && start(node) > 0)
              .forEach(pad -> padded.add(source(pad.input(0))));
        }
      }
      Place input = placeInput();
      Map<Integer, List<Node>> dying =
          lastReads.keySet().stream().collect(Collectors.groupingBy(lastReads::get));
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).results().forEach(result -> places.put(result, new Place(buffer(result), 0)));
        dying.getOrDefault(i, List.of()).forEach(this::release);
        steps.get(i).results().stream()
            .filter(result -> !lastReads.containsKey(result))
            .forEach(this::release);
      }
      for (Step step : steps) {
        step.reads().forEach(read -> places.computeIfAbsent(read, this::view));
      }
      return new Plan(
          dimension,
          List.copyOf(buffers),
          steps,
          Map.copyOf(places),
          input,
          outputs.stream().map(places::get).toList(),
          outputs.stream().map(Node::length).toList());
    }

    /** The rows are read where they are, unless steps need other strides or room before them. */
    private Place placeInput() {
      Set<Node> reads = lastReads.keySet();
      for (Node node : reads) {
        if (node.operator() == Operator.INPUT) {
          boolean inPlace = strides.of(node) == dimension && !padded.contains(node);
          Place place = new Place(add(strides.of(node), inPlace ? Role.ROWS : Role.SCRATCH), 0);
          places.put(node, place);
          return place;
        }
      }
      return new Place(add(dimension, Role.ROWS), 0);
    }

    private int buffer(Node node) {
      int stride = strides.of(node);
      if (outputs.contains(node)) {
        boolean inPlace = stride == node.length() && !padded.contains(node);
        return add(stride, inPlace ? Role.RESULT : Role.SCRATCH);
      }
      Deque<Integer> available = free.getOrDefault(stride, new ArrayDeque<>());
      return available.isEmpty() ? add(stride, Role.SCRATCH) : available.pop();
    }

    private int add(int stride, Role role) {
      buffers.add(new Buffer(stride, role));
      return buffers.size() - 1;
    }

    private void release(Node node) {
      if (!outputs.contains(node) && node.operator() != Operator.INPUT) {
        int buffer = places.get(node).buffer();
        free.computeIfAbsent(strides.of(node), stride -> new ArrayDeque<>()).push(buffer);
      }
    }

    private Place view(Node node) {
      Place place = places.get(source(node));
      return node.operator() == Operator.SLICE ? new Place(place.buffer(), start(node)) : place;
    }

    private static int start(Node node) {
      return Attribute.as(Attribute.Index.class, node.attribute()).index();
    }

    private static Node source(Node node) {
      return node.operator() == Operator.SLICE ? node.input(0) : node;
    }
  }
}
