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
import io.sparkenergy.backend.graph.Division;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a thread computes a row by itself, in registers. Then matrix products need no memory and
 * numbers of a row are not computed by several threads at once; but rows are read less evenly, so
 * that operators entry by entry, which wait for memory, go better with several threads a row.
 */
final class ThreadPerRow {
  /** The longest vector of registers. */
  private static final int LONGEST = 32;

  static final Division DIVISION = new Division(LONGEST, LONGEST, 1);

  /** Rows this short are read in one access, or in so few that those who share a sector meet. */
  private static final int SHORT = 4;

  private static final int SHORT_BYTES = 32;

  /** With more sums a row than this, threads that share a row mostly do the same. */
  private static final int MAX_SUMS = 3;

  private static final int MAX_OPERATORS = 6000;

  /** Some more than a thread's 255 registers: what is too much stays in the cache. */
  private static final int MAX_LIVE_BYTES = 1280;

  private ThreadPerRow() {}

  /** Whether all vectors are short. */
  static boolean mayFit(Program program) {
    return program.registerLengths().stream().allMatch(length -> length <= LONGEST);
  }

  /** Whether the program, its vectors in pieces, is faster so. */
  static boolean fits(Program program, List<Node> outputs, Precision precision) {
    int d = program.dimension();
    boolean shortRows =
        d <= SHORT
            || (d * precision.bytes() <= SHORT_BYTES && RowLayout.together(precision, d) > 1);
    return (shortRows || isHeavy(program)) && isSmall(Node.needed(outputs), precision);
  }

  private static boolean isHeavy(Program program) {
    long sums =
        program.instructions().stream()
            .filter(
                instruction ->
                    switch (instruction.operator()) {
                      case SUM, DOT, NORM, LARGEST, LOG_SUM_EXP, SOFTMAX -> true;
                      default -> false;
                    })
            .count();
    return sums > MAX_SUMS
        || program.instructions().stream().anyMatch(i -> i.operator() == Operator.LINEAR);
  }

  private static boolean isSmall(List<Node> nodes, Precision precision) {
    return nodes.size() <= MAX_OPERATORS
        && nodes.stream().noneMatch(node -> node.operator() == Operator.LINEAR)
        && mostLive(nodes) * precision.bytes() <= MAX_LIVE_BYTES;
  }

  /** The most numbers that are needed at a time. */
  private static int mostLive(List<Node> nodes) {
    Map<Node, Integer> readers = new HashMap<>();
    nodes.forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
    Set<Node> live = new HashSet<>();
    int most = 0;
    for (Node node : nodes) {
      if (node.isScalar() && !node.isShared() && readers.getOrDefault(node, 0) > 0) {
        live.add(node);
        most = Math.max(most, live.size());
      }
      for (Node input : node.inputs()) {
        if (readers.merge(input, -1, Integer::sum) == 0) {
          live.remove(input);
        }
      }
    }
    return most;
  }
}
