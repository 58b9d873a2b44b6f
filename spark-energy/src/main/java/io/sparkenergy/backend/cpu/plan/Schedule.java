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
import io.sparkenergy.backend.graph.Execution;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts nodes into steps. Whatever can be computed by itself goes first, so that as much as possible
 * is ready when a group of entry-by-entry operators is taken together into one loop.
 */
final class Schedule {
  /**
   * The most operators in one loop: with loads and constants, C2 inlines some 60 operations on
   * registers, and may box before the next.
   */
  private static final int MAX_FUSED = 48;

  /** What a sine counts for, which has to be within the first of them. */
  private static final int SINE_WORK = 40;

  /** The most inputs of matrix products within a loop, each of which has a register there. */
  private static final int MAX_PERMUTED = 8;

  private final Strides strides;
  private final List<Node> remaining;
  private final Set<Node> done = new HashSet<>();
  private final List<List<Node>> groups = new ArrayList<>();
  private final Map<Node, Step> ready = new HashMap<>();
  private final Set<Node> outputs;
  private final Set<Node> spread;
  private final int sumLanes;
  private final boolean fusesSines;
  private final Set<Node> pairs;

  private Schedule(
      ComponentSums sums, Strides strides, List<Node> outputs, int sumLanes, Precision precision) {
    this.strides = strides;
    this.pairs = pairs(sums.nodes());
    this.fusesSines = sumLanes > 0 && precision == Precision.FLOAT;
    this.sumLanes = sumLanes;
    this.outputs = new HashSet<>(outputs);
    sums.steps().forEach(step -> step.results().forEach(node -> ready.put(node, step)));
    Set<Node> absorbed = takeQuadratics(sums.nodes(), outputs);
    this.spread = spread(sums.nodes());
    this.remaining = new ArrayList<>();
    for (Node node : sums.nodes()) {
      if (absorbed.contains(node)) {
        continue;
      }
      switch (node.execution()) {
        case FUSED, FUNCTION -> remaining.add(node);
        case ROW_WISE -> {
          if (!spread.contains(node)) {
            remaining.add(node);
          }
        }
        case LEAF, VIEW -> {}
      }
    }
  }

  /**
   * The steps in the order that they run in.
   *
   * @param sums all that the outputs need, and what of it is taken together
   * @param sumLanes the numbers of a SIMD register, for loops that can add rows up in one; else 0
   */
  static List<Step> of(
      ComponentSums sums, Strides strides, List<Node> outputs, int sumLanes, Precision precision) {
    Schedule schedule = new Schedule(sums, strides, outputs, sumLanes, precision);
    while (!schedule.remaining.isEmpty()) {
      schedule.takeSingles();
      schedule.takeGroup();
    }
    return schedule.steps(sums.nodes());
  }

  /** Plans quadratic forms; the products of which nothing else needs anything are returned. */
  private Set<Node> takeQuadratics(List<Node> nodes, List<Node> results) {
    Set<Node> absorbed = new HashSet<>();
    for (Step.Quadratic form : Quadratics.of(nodes, results, this::needs, this::isWholeRegisters)) {
      if (!permutes(form.product()) && form.results().stream().noneMatch(ready::containsKey)) {
        form.results().forEach(node -> ready.put(node, form));
        if (!form.results().contains(form.product())) {
          absorbed.add(form.product());
        }
      }
    }
    return absorbed;
  }

  /** Broadcasts that only loops read, which can make them of a row's number. */
  private Set<Node> spread(List<Node> nodes) {
    Set<Node> broadcasts = new HashSet<>();
    for (Node node : nodes) {
      if (ready.containsKey(node)) {
        broadcasts.removeAll(ready.get(node).reads());
        continue;
      }
      if (node.operator() == Operator.BROADCAST
          && (isByRow(strides.of(node)) || sharesRegister(strides.of(node)))
          && !outputs.contains(node)) {
        broadcasts.add(node);
      }
      boolean loop =
          (isEntryByEntry(node) && !permutes(node) && node.operator() != Operator.PAD)
              || joins(node);
      if (!loop) {
        broadcasts.removeAll(node.inputs());
      }
    }
    return broadcasts;
  }

  /** Whether rows are whole registers, so that a loop can go row by row. */
  private boolean isByRow(int stride) {
    return sumLanes > 0 && stride % sumLanes == 0;
  }

  /** Whether rows are whole registers, without gaps. */
  private boolean isWholeRegisters(Node vector) {
    return isByRow(vector.length()) && strides.of(vector) == vector.length();
  }

  /** Whether a register holds a whole number of rows, more than one. */
  private boolean sharesRegister(int stride) {
    return stride > 1 && stride < sumLanes && sumLanes % stride == 0;
  }

  /** Whether a loop over its inputs can do the reduction along the way. */
  private boolean joins(Node node) {
    boolean isSum = node.operator() == Operator.SUM || node.operator() == Operator.DOT;
    if (!isSum || ready.containsKey(node)) {
      return false;
    }
    int[] found =
        node.inputs().stream()
            .filter(n -> !n.isShared())
            .mapToInt(strides::of)
            .distinct()
            .toArray();
    return found.length == 1 && isByRow(found[0]);
  }

  private int loopStride(Node node) {
    return joins(node)
        ? strides.of(node.inputs().stream().filter(n -> !n.isShared()).findFirst().orElseThrow())
        : strides.of(node);
  }

  private void takeSingles() {
    List<Node> later = new ArrayList<>();
    for (Node node : remaining) {
      if (!isLoop(node) && needs(node).stream().allMatch(this::isReady)) {
        if (done.add(node)) {
          List<Node> group = ready.containsKey(node) ? ready.get(node).results() : List.of(node);
          done.addAll(group);
          groups.add(group);
        }
      } else {
        later.add(node);
      }
    }
    remaining.clear();
    remaining.addAll(later);
  }

  private void takeGroup() {
    Optional<Node> first =
        remaining.stream().filter(node -> isLoop(node) && fits(node, Set.of())).findFirst();
    if (first.isEmpty()) {
      return;
    }
    int stride = loopStride(first.get());
    int work = 0;
    int permuted = 0;
    Set<Node> group = new LinkedHashSet<>();
    for (Node node : remaining) {
      int inputs = permutes(node) ? node.length() : 0;
      int added = isFusedSine(node) ? SINE_WORK : Math.max(1, 2 * inputs);
      if (work + added <= MAX_FUSED
          && permuted + inputs <= MAX_PERMUTED
          && isLoop(node)
          && loopStride(node) == stride
          && fits(node, group)) {
        group.add(node);
        work += added;
        permuted += inputs;
      }
    }
    remaining.removeAll(group);
    done.addAll(group);
    groups.add(List.copyOf(group));
  }

  private boolean isLoop(Node node) {
    return !ready.containsKey(node) && (isEntryByEntry(node) || joins(node));
  }

  /** Whether a loop computes a register of its values of registers at the same place. */
  private boolean isEntryByEntry(Node node) {
    return node.execution() == Execution.FUSED || permutes(node) || isFusedSine(node);
  }

  /**
   * Whether it is a sine or a cosine that a loop computes, where the other of the same argument is
   * not needed. In double precision it would be more than C2 makes one loop of.
   */
  private boolean isFusedSine(Node node) {
    return fusesSines && Step.isSineOrCosine(node) && !pairs.contains(node);
  }

  /** Sines and cosines of the same argument. */
  private static Set<Node> pairs(List<Node> nodes) {
    Map<Node, Node> byArgument = new HashMap<>();
    Set<Node> pairs = new HashSet<>();
    for (Node node : nodes) {
      if (Step.isSineOrCosine(node)) {
        Node other = byArgument.put(node.input(0), node);
        if (other != null) {
          pairs.addAll(List.of(node, other));
        }
      }
    }
    return pairs;
  }

  /**
   * Whether it is a product with a small matrix whose inputs and outputs stand in the same
   * register: a whole number of rows fills one, so that an input comes to all outputs by moving
   * lanes.
   */
  private boolean permutes(Node node) {
    if (node.operator() != Operator.LINEAR || sumLanes == 0) {
      return false;
    }
    int length = node.length();
    return length <= MAX_PERMUTED
        && sumLanes % length == 0
        && node.input(0).length() == length
        && strides.of(node.input(0)) == length
        && strides.of(node) == length;
  }

  /** What has to be there before a node. */
  private List<Node> needs(Node node) {
    return ready.containsKey(node) ? ready.get(node).reads() : node.inputs();
  }

  /** Whether all inputs are there, or are computed in the same loop at the same place. */
  private boolean fits(Node node, Set<Node> group) {
    boolean inPlace = node.operator() != Operator.PAD || start(node) == 0;
    return node.inputs().stream()
        .allMatch(
            input -> isReady(input) || (inPlace && isEntryByEntry(input) && group.contains(input)));
  }

  private boolean isReady(Node node) {
    return switch (node.execution()) {
      case LEAF -> true;
      case VIEW -> isReady(node.input(0));
      case FUSED, FUNCTION -> done.contains(node);
      case ROW_WISE -> spread.contains(node) ? isReady(node.input(0)) : done.contains(node);
    };
  }

  private List<Step> steps(List<Node> nodes) {
    Set<Node> readElsewhere = readElsewhere(nodes);
    List<Step> steps = new ArrayList<>();
    for (List<Node> group : groups) {
      Node first = group.get(0);
      if (ready.containsKey(first)) {
        steps.add(ready.get(first));
      } else if (isLoop(first)) {
        List<Node> sums = group.stream().filter(n -> !isEntryByEntry(n)).toList();
        List<Node> fused = group.stream().filter(this::isEntryByEntry).toList();
        List<Node> stored = fused.stream().filter(readElsewhere::contains).toList();
        List<Node> made =
            group.stream()
                .flatMap(node -> node.inputs().stream())
                .filter(spread::contains)
                .distinct()
                .toList();
        steps.add(new Step.Fused(loopStride(first), fused, stored, sums, made));
      } else {
        steps.add(new Step.Single(first));
      }
    }
    return paired(steps);
  }

  private Set<Node> readElsewhere(List<Node> nodes) {
    Map<Node, Integer> groupOf = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      for (Node node : groups.get(i)) {
        groupOf.put(node, i);
      }
    }
    Set<Node> read = new HashSet<>(outputs);
    for (Node node : nodes) {
      for (Node input : needs(node)) {
        if (!groupOf.getOrDefault(node, -1).equals(groupOf.get(input))) {
          read.add(input);
        }
      }
    }
    return read;
  }

  /** Sine and cosine of the same input become one step, and so do all elements of a vector. */
  private static List<Step> paired(List<Step> steps) {
    List<Step> paired = new ArrayList<>();
    Set<Node> taken = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) instanceof Step.Single single)) {
        paired.add(steps.get(i));
        continue;
      }
      if (taken.contains(single.node())) {
        continue;
      }
      List<Node> columns = columns(single.node(), steps.subList(i, steps.size()));
      if (!columns.isEmpty()) {
        taken.addAll(columns);
        paired.add(new Step.Columns(columns));
        continue;
      }
      Optional<Node> partner = partner(single.node(), steps.subList(i + 1, steps.size()));
      if (partner.isPresent()) {
        taken.add(partner.get());
        boolean sineFirst = single.node().operator() == Operator.SIN;
        paired.add(
            sineFirst
                ? new Step.SineAndCosine(single.node(), partner.get())
                : new Step.SineAndCosine(partner.get(), single.node()));
      } else {
        paired.add(single);
      }
    }
    return paired;
  }

  /** All elements of the vector that a node is the first element of, if they are computed. */
  private static List<Node> columns(Node node, List<Step> later) {
    if (node.operator() != Operator.ELEMENT) {
      return List.of();
    }
    List<Node> elements =
        later.stream()
            .filter(Step.Single.class::isInstance)
            .map(step -> ((Step.Single) step).node())
            .filter(n -> n.operator() == Operator.ELEMENT && n.input(0) == node.input(0))
            .sorted(Comparator.comparingInt(Schedule::start))
            .toList();
    return elements.size() == node.input(0).length() ? elements : List.of();
  }

  private static Optional<Node> partner(Node node, List<Step> later) {
    if (node.operator() != Operator.SIN && node.operator() != Operator.COS) {
      return Optional.empty();
    }
    Operator other = node.operator() == Operator.SIN ? Operator.COS : Operator.SIN;
    return later.stream()
        .filter(Step.Single.class::isInstance)
        .map(step -> ((Step.Single) step).node())
        .filter(n -> n.operator() == other && n.input(0) == node.input(0))
        .findFirst();
  }

  private static int start(Node node) {
    return Attribute.as(Attribute.Index.class, node.attribute()).index();
  }
}
