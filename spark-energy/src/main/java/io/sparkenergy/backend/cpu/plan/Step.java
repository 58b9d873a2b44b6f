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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A piece of work over the rows of a tile. */
public sealed interface Step {
  /** The nodes whose values stand in memory afterwards. */
  List<Node> results();

  /** The nodes that it reads from memory. */
  List<Node> reads();

  /** What it does, in words, for those who look where time goes. */
  String summary();

  /** Whether a node is a sine or a cosine. */
  static boolean isSineOrCosine(Node node) {
    return node.operator() == Operator.SIN || node.operator() == Operator.COS;
  }

  /**
   * One loop over a tile for operators that work entry by entry.
   *
   * @param stride the numbers from one row to the next, the same for all
   * @param nodes the operators, inputs before results
   * @param stored those that later steps read
   * @param sums sums and dot products over rows
   * @param spread broadcasts that the loop makes itself, of a number for each row
   */
  record Fused(int stride, List<Node> nodes, List<Node> stored, List<Node> sums, List<Node> spread)
      implements Step {
    @Override
    public String summary() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      Stream.concat(nodes.stream(), sums.stream())
          .forEach(node -> counts.merge(node.operator().symbol(), 1, Integer::sum));
      return "loop: "
          + counts.entrySet().stream()
              .map(count -> count.getValue() + " " + count.getKey())
              .collect(Collectors.joining(", "));
    }

    /**
     * Whether the loop goes row by row, and not over a tile as over one long vector.
     *
     * @param lanes the numbers of a SIMD register
     */
    public boolean isByRow(int lanes) {
      return stride % lanes == 0 && !(sums.isEmpty() && spread.isEmpty());
    }

    @Override
    public List<Node> results() {
      return Stream.concat(stored.stream(), sums.stream()).toList();
    }

    @Override
    public List<Node> reads() {
      return Stream.concat(nodes.stream(), sums.stream())
          .flatMap(node -> node.inputs().stream())
          .map(input -> spread.contains(input) ? input.input(0) : input)
          .filter(input -> !input.isShared() && !nodes.contains(input))
          .distinct()
          .toList();
    }
  }

  /** One operator, computed by itself. */
  record Single(Node node) implements Step {
    @Override
    public String summary() {
      String lengths =
          node.operator() == Operator.LINEAR
              ? " " + node.length() + " x " + node.input(0).length()
              : "";
      return node.operator().symbol() + lengths;
    }

    @Override
    public List<Node> results() {
      return List.of(node);
    }

    @Override
    public List<Node> reads() {
      return node.inputs().stream().filter(input -> !input.isShared()).toList();
    }
  }

  /**
   * Sums of like components, by one loop that holds sums in registers.
   *
   * @param components all of one form over the same rows
   * @param results for each component the sum over its entries; or one vector, whose entries are
   *     sums over the components
   */
  record Components(List<Component> components, List<Node> results) implements Step {
    @Override
    public String summary() {
      return components.size() + " components, over " + (addsEntries() ? "entries" : "components");
    }

    /** Whether entries are summed up, and not components. */
    public boolean addsEntries() {
      return results.get(0).isScalar();
    }

    /** The vectors that all components read. */
    public List<Node> rows() {
      return components.get(0).rows();
    }

    /** The entries of a component. */
    public int length() {
      return rows().get(0).length();
    }

    @Override
    public List<Node> reads() {
      return Stream.concat(rows().stream(), components.stream().flatMap(c -> c.numbers().stream()))
          .distinct()
          .toList();
    }
  }

  /** Sine and cosine of the same values, by one reduction of the argument. */
  record SineAndCosine(Node sine, Node cosine) implements Step {
    @Override
    public String summary() {
      return "sin and cos";
    }

    @Override
    public List<Node> results() {
      return List.of(sine, cosine);
    }

    @Override
    public List<Node> reads() {
      return sine.inputs();
    }
  }

  /**
   * A short vector's entries, each as a column over the rows.
   *
   * @param elements all of them, in order
   */
  record Columns(List<Node> elements) implements Step {
    /** The vector. */
    public Node vector() {
      return elements.get(0).input(0);
    }

    @Override
    public String summary() {
      return elements.size() + " columns";
    }

    @Override
    public List<Node> results() {
      return elements;
    }

    @Override
    public List<Node> reads() {
      return List.of(vector());
    }
  }

  /**
   * A matrix product and the dot product of each row's result with the row itself.
   *
   * @param product of a square matrix
   * @param sum the dot product
   * @param written what of the product is read later: itself, or a multiple of it, or nothing
   */
  record Quadratic(Node product, Node sum, Optional<Node> written) implements Step {
    /** By what the product is multiplied where it is written. */
    public double factor() {
      return written.filter(node -> node != product).map(Quadratic::constant).orElse(1.0);
    }

    private static double constant(Node multiple) {
      return multiple.inputs().stream()
          .filter(input -> input.operator() == Operator.CONSTANT)
          .findFirst()
          .orElseThrow()
          .number();
    }

    @Override
    public String summary() {
      String result = written.map(node -> ", written").orElse("");
      return "linear %1$d x %1$d, dot%2$s".formatted(product.length(), result);
    }

    @Override
    public List<Node> results() {
      return Stream.concat(Stream.of(sum), written.stream()).toList();
    }

    @Override
    public List<Node> reads() {
      return product.inputs();
    }
  }
}
