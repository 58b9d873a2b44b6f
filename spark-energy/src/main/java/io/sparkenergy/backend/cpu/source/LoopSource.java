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
package io.sparkenergy.backend.cpu.source;

import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.cpu.plan.Step;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The Java text of a loop that computes a group of entry-by-entry operators: each value is read
 * once, worked on in registers, and written once. Numbers and arrays are handed to the loop, so
 * that energies of the same form have the same text, whatever their parameters and dimension.
 */
public final class LoopSource {
  /** The most operators and operands of a row whose registers get no inner loop. */
  private static final int MAX_WRITTEN_OUT = 48;

  private final Dialect dialect;
  private final Map<Node, Place> places;
  private final Step.Fused step;
  private final List<LoopOperand> operands = new ArrayList<>();
  private final List<Node> numbers = new ArrayList<>();
  private final Map<Node, String> names = new HashMap<>();
  private final Set<Node> absorbed = new HashSet<>();
  private final StringBuilder declarations = new StringBuilder();
  private final StringBuilder start = new StringBuilder();
  private final StringBuilder rowStart = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final int lanes;
  private final int registersPerRow;

  private LoopSource(Dialect dialect, int lanes, Map<Node, Place> places, Step.Fused step) {
    this.dialect = dialect;
    this.lanes = lanes;
    this.registersPerRow = step.stride() / lanes;
    this.places = places;
    this.step = step;
  }

  /** Writes the loop of a step, for SIMD registers of so many numbers. */
  public static LoopSource of(
      Dialect dialect, int lanes, Map<Node, Place> places, Step.Fused step) {
    LoopSource source = new LoopSource(dialect, lanes, places, step);
    source.write();
    return source;
  }

  /** The class's text. */
  public String text() {
    if (!step.isByRow(lanes)) {
      return dialect.text(operands.size(), numbers.size(), parts());
    }
    int work = step.nodes().size() + step.sums().size() + operands.size();
    boolean sines = step.nodes().stream().anyMatch(Step::isSineOrCosine);
    int most = sines ? 1 : MAX_WRITTEN_OUT / work;
    int writtenOut = registersPerRow <= most ? registersPerRow : 0;
    return dialect.rowsText(
        operands.size(), numbers.size(), step.sums().size(), writtenOut, parts());
  }

  private Dialect.Parts parts() {
    return new Dialect.Parts(
        declarations.toString(), start.toString(), rowStart.toString(), body.toString());
  }

  /** The arrays, in the order that the loop takes them. */
  public List<LoopOperand> operands() {
    return operands;
  }

  /** The numbers, in the order that the loop takes them. */
  public List<Node> numbers() {
    return numbers;
  }

  private void write() {
    step.sums().forEach(sum -> operand(new LoopOperand.Partial(sum)));
    absorbProducts();
    step.nodes().stream().filter(Step::isSineOrCosine).forEach(this::compute);
    step.nodes().forEach(this::compute);
    for (int k = 0; k < step.sums().size(); k++) {
      line(summand(step.sums().get(k), "s" + k));
    }
    for (Node result : step.stored()) {
      int array = operand(new LoopOperand.Rows(places.get(result)));
      line(dialect.store(array, names.get(result)));
    }
  }

  private void compute(Node node) {
    if (names.containsKey(node)) {
      return;
    }
    node.inputs().stream().filter(step.nodes()::contains).forEach(this::compute);
    if (!absorbed.contains(node)) {
      String text = expression(node);
      String name = "v" + names.size();
      names.put(node, name);
      line(dialect.type() + " " + name + " = " + text);
    }
  }

  /** Adds an entry, or a product of entries, to what a row has come to. */
  private String summand(Node sum, String total) {
    String a = name(sum.input(0));
    boolean product = sum.operator() == Operator.DOT;
    String b = product ? name(sum.input(1)) : "";
    if (sum.input(0).length() == step.stride()) {
      return total + " = " + (product ? dialect.multiplyAdd(a, b, total) : dialect.add(total, a));
    }
    String value = product ? dialect.expression(Operator.MULTIPLY, List.of(a, b)) : a;
    String mask = load(new LoopOperand.Mask(0, sum.input(0).length()));
    String name = "m" + total;
    line(dialect.type() + " " + name + " = " + value);
    return total + " = " + dialect.add(total, dialect.masked(mask, name));
  }

  /** Products that only one sum reads are computed with it. */
  private void absorbProducts() {
    Map<Node, Integer> uses = new HashMap<>();
    step.nodes().forEach(node -> node.inputs().forEach(in -> uses.merge(in, 1, Integer::sum)));
    step.sums().forEach(node -> node.inputs().forEach(in -> uses.merge(in, 2, Integer::sum)));
    for (Node node : step.nodes()) {
      if (node.operator() == Operator.ADD) {
        node.inputs().stream()
            .filter(input -> input.operator() == Operator.MULTIPLY)
            .filter(input -> step.nodes().contains(input) && !step.stored().contains(input))
            .filter(input -> uses.get(input) == 1)
            .findFirst()
            .ifPresent(absorbed::add);
      }
    }
  }

  private String expression(Node node) {
    if (node.operator() == Operator.PAD) {
      return padded(node);
    }
    if (node.operator() == Operator.LINEAR) {
      return product(node);
    }
    if (node.operator() == Operator.ADD) {
      for (int i = 0; i < 2; i++) {
        Node product = node.input(i);
        if (absorbed.contains(product)) {
          return dialect.multiplyAdd(
              name(product.input(0)), name(product.input(1)), name(node.input(1 - i)));
        }
      }
    }
    return dialect.expression(node.operator(), node.inputs().stream().map(this::name).toList());
  }

  /** Each input is brought to the lanes of all outputs of its row. */
  private String product(Node node) {
    int length = node.length();
    Attribute.LinearMap map = Attribute.as(Attribute.LinearMap.class, node.attribute());
    String row = name(node.input(0));
    int array = operand(new LoopOperand.Coefficients(map));
    if (declarations.indexOf(" P0 ") < 0) {
      for (int input = 0; input < length; input++) {
        declarations.append(dialect.shuffle("P" + input, lanes, spreading(length, input)));
      }
    }
    String sum = "";
    for (int input = 0; input < length; input++) {
      String coefficients = "w" + array + "_" + input;
      start.append("    ").append(dialect.loadOnce(coefficients, array, input));
      String everywhere = dialect.rearranged(row, "P" + input);
      sum =
          input == 0
              ? dialect.expression(Operator.MULTIPLY, List.of(everywhere, coefficients))
              : dialect.multiplyAdd(everywhere, coefficients, sum);
    }
    return sum;
  }

  private static IntUnaryOperator spreading(int length, int input) {
    return lane -> lane / length * length + input;
  }

  private String padded(Node pad) {
    Node input = pad.input(0);
    int start = Attribute.as(Attribute.Index.class, pad.attribute()).index();
    String values;
    if (step.nodes().contains(input)) {
      values = name(input);
    } else {
      Place place = places.get(input);
      values = load(new LoopOperand.Rows(new Place(place.buffer(), place.shift() - start)));
    }
    String mask = load(new LoopOperand.Mask(start, input.length()));
    return dialect.masked(mask, values);
  }

  /** The local variable that holds an input. */
  private String name(Node node) {
    String known = names.get(node);
    if (known != null) {
      return known;
    }
    String name;
    if (node.operator() == Operator.CONSTANT) {
      numbers.add(node);
      name = "k" + (numbers.size() - 1);
    } else if (step.spread().contains(node)) {
      int array = operand(new LoopOperand.Numbers(places.get(node.input(0))));
      name = "x" + array;
      spread(name, array);
    } else if (node.operator() == Operator.PARAMETER) {
      Attribute.Numbers values = Attribute.as(Attribute.Numbers.class, node.attribute());
      name = load(new LoopOperand.Parameter(values.values()));
    } else {
      name = load(new LoopOperand.Rows(places.get(node)));
    }
    names.put(node, name);
    return name;
  }

  /** A row's number in all lanes; of the rows in a register, each in the lanes of its own. */
  private void spread(String name, int array) {
    if (step.isByRow(lanes)) {
      rowStart.append("    ").append(dialect.spread(name, array)).append(";\n");
      return;
    }
    int stride = step.stride();
    String shuffle = dialect.shuffle("EACH", lanes, lane -> lane / stride);
    if (declarations.indexOf(shuffle) < 0) {
      declarations.append(shuffle);
    }
    String numbers = dialect.load(array, stride);
    line(dialect.type() + " " + name + " = " + dialect.rearranged(numbers, "EACH"));
  }

  private String load(LoopOperand operand) {
    int known = operands.indexOf(operand);
    if (known >= 0) {
      return "x" + known;
    }
    int array = operand(operand);
    line(dialect.type() + " x" + array + " = " + dialect.load(array));
    return "x" + array;
  }

  private int operand(LoopOperand operand) {
    operands.add(operand);
    return operands.size() - 1;
  }

  private void line(String statement) {
    body.append("      ").append(statement).append(";\n");
  }
}
