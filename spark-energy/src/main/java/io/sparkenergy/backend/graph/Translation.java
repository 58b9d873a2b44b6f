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
package io.sparkenergy.backend.graph;

import io.sparkenergy.backend.graph.Symbol.One;
import io.sparkenergy.backend.graph.Symbol.Parts;
import io.sparkenergy.backend.graph.Symbol.Whole;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Instruction;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rewrites a program's instructions into the nodes that a backend computes.
 *
 * <p>Short vectors fall apart into numbers, each a column over the rows: a loop over a handful of
 * entries a row would leave most of a SIMD register or of a warp empty, while one over rows fills
 * it. So do scalars side by side, as the terms of a mixture. Composite operators (norm,
 * log-sum-exp, softmax) become the operators that they are made of.
 */
public final class Translation {
  /** The most scalars side by side that stay apart. */
  static final int MAX_STACKED_PARTS = 64;

  private final NodeTable nodes;
  private final Division division;
  private final Reductions reductions;
  private final Map<Integer, Symbol> registers = new HashMap<>();

  private Translation(NodeTable nodes, Division division) {
    this.nodes = nodes;
    this.division = division;
    this.reductions = new Reductions(nodes);
  }

  /** The program's results, each a value that a step computes. */
  public static List<Node> of(Program program, NodeTable nodes, Division division) {
    Translation translation = new Translation(nodes, division);
    int d = program.dimension();
    Node rows = nodes.vector(Operator.INPUT, Attribute.NONE, d);
    translation.registers.put(0, translation.fallApart(rows));
    if (program.usesDirection()) {
      Node directions = nodes.vector(Operator.DIRECTION, Attribute.NONE, d);
      translation.registers.put(1, translation.fallApart(directions));
    }
    for (Instruction instruction : program.instructions()) {
      translation.registers.put(instruction.output().index(), translation.translate(instruction));
    }
    return program.outputs().stream().map(translation::result).toList();
  }

  private Node result(Value value) {
    Symbol symbol = symbol(value);
    if (value.isScalar()) {
      return nodes.computed(number(symbol), 1);
    }
    return symbol instanceof Whole whole ? ownValues(whole.vector()) : column(symbol, value);
  }

  /** The entries side by side, also where there is but one or all rows share them. */
  private Node column(Symbol symbol, Value value) {
    List<Node> entries =
        IntStream.range(0, value.length())
            .mapToObj(i -> nodes.computed(entry(symbol, i), 1))
            .toList();
    return nodes.node(Operator.STACK, Attribute.NONE, entries, entries.size(), false);
  }

  /** A vector that no other name stands for, so that it can be computed where results go. */
  private Node ownValues(Node vector) {
    boolean borrowed = vector.operator() == Operator.INPUT || vector.operator() == Operator.SLICE;
    return borrowed
        ? nodes.vector(
            Operator.MULTIPLY, Attribute.NONE, vector.length(), nodes.constant(1), vector)
        : nodes.computed(vector, vector.length());
  }

  private Symbol symbol(Value value) {
    if (value instanceof Value.Register register) {
      return registers.get(register.index());
    }
    if (value instanceof Value.Constant constant) {
      return new One(nodes.constant(constant.value()));
    }
    ParameterVector values = ((Value.Parameter) value).values();
    return fallApart(nodes.parameter(values.toArray()));
  }

  private Symbol translate(Instruction instruction) {
    Operator operator = instruction.operator();
    Attribute attribute = instruction.attribute();
    List<Symbol> in = instruction.inputs().stream().map(this::symbol).toList();
    int length = instruction.output().length();
    if (operator.isElementwise()) {
      return elementwise(operator, attribute, in, length, instruction.output().isScalar());
    }
    return switch (operator) {
      case SUM -> new One(reductions.sum(in.get(0)));
      case DOT -> new One(dot(in.get(0), in.get(1)));
      case NORM -> new One(nodes.scalar(Operator.SQRT, dot(in.get(0), in.get(0))));
      case LARGEST -> new One(reductions.largest(in.get(0)));
      case LOG_SUM_EXP -> {
        Node shift = shift(in.get(0));
        Symbol exponentials = shiftedExp(in.get(0), shift, lengthOf(in.get(0)));
        Node log = nodes.scalar(Operator.LOG, reductions.sum(exponentials));
        yield new One(nodes.scalar(Operator.ADD, log, shift));
      }
      case SOFTMAX -> {
        Symbol exponentials = shiftedExp(in.get(0), shift(in.get(0)), length);
        Symbol total = new One(reductions.sum(exponentials));
        yield elementwise(
            Operator.DIVIDE, Attribute.NONE, List.of(exponentials, total), length, false);
      }
      case LARGEST_MASK -> reductions.largestMask(in.get(0));
      case BROADCAST -> broadcast(number(in.get(0)), length);
      case ELEMENT -> {
        int index = Attribute.as(Attribute.Index.class, attribute).index();
        yield new One(entry(in.get(0), index));
      }
      case STACK -> {
        List<Node> numbers = in.stream().map(Translation::number).toList();
        yield length <= MAX_STACKED_PARTS ? new Parts(numbers) : new Whole(stack(numbers));
      }
      case SLICE -> slice(in.get(0), Attribute.as(Attribute.Window.class, attribute), length);
      case PAD -> pad(in.get(0), Attribute.as(Attribute.Window.class, attribute), length);
      case LINEAR -> linear(in.get(0), Attribute.as(Attribute.LinearMap.class, attribute));
      default -> throw new IllegalStateException(operator + " has no rows of its own");
    };
  }

  private Symbol elementwise(
      Operator operator, Attribute attribute, List<Symbol> in, int length, boolean scalar) {
    if (scalar) {
      return new One(entryOf(operator, attribute, in, 0));
    }
    boolean inParts =
        length <= division.longest()
            || (in.stream().anyMatch(Parts.class::isInstance)
                && in.stream().allMatch(Translation::isSeparable));
    if (inParts) {
      return new Parts(
          IntStream.range(0, length).mapToObj(i -> entryOf(operator, attribute, in, i)).toList());
    }
    List<Node> inputs = in.stream().map(symbol -> operand(symbol, length)).toList();
    return new Whole(nodes.elementwise(operator, attribute, inputs, length, false));
  }

  private static boolean isSeparable(Symbol symbol) {
    return !(symbol instanceof Whole whole) || whole.vector().isShared();
  }

  private Node entryOf(Operator operator, Attribute attribute, List<Symbol> in, int index) {
    List<Node> inputs = in.stream().map(symbol -> entry(symbol, index)).toList();
    return nodes.elementwise(operator, attribute, inputs, 1, true);
  }

  /** An input of an operator between vectors: a number that all rows share stays one. */
  private Node operand(Symbol symbol, int length) {
    if (symbol instanceof One one) {
      return one.number().isShared() ? one.number() : broadcastNode(one.number(), length);
    }
    return vector(symbol);
  }

  private Node dot(Symbol a, Symbol b) {
    if (a instanceof Parts left && b instanceof Parts right) {
      return reductions.dot(left.numbers(), right.numbers());
    }
    Node left = vector(a);
    Node right = vector(b);
    if (left.length() < division.lanes()) {
      // The products in a loop over all rows; a row alone would leave its register half empty.
      Symbol products =
          left == right
              ? elementwise(Operator.SQUARE, Attribute.NONE, List.of(a), left.length(), false)
              : elementwise(Operator.MULTIPLY, Attribute.NONE, List.of(a, b), left.length(), false);
      return reductions.sum(products);
    }
    boolean shared = left.isShared() && right.isShared();
    return nodes.scalar(Operator.DOT, shared ? nodes.computed(left, left.length()) : left, right);
  }

  /** The largest entry, or 0 where that is infinite. */
  private Node shift(Symbol vector) {
    Node largest = reductions.largest(vector);
    Node magnitude = nodes.scalar(Operator.ABS, largest);
    Node finite = nodes.scalar(Operator.LESS, magnitude, nodes.constant(Double.POSITIVE_INFINITY));
    return nodes.scalar(Operator.SELECT, finite, largest, nodes.constant(0));
  }

  private Symbol shiftedExp(Symbol vector, Node shift, int length) {
    Symbol shifted =
        elementwise(
            Operator.SUBTRACT, Attribute.NONE, List.of(vector, new One(shift)), length, false);
    return elementwise(Operator.EXP, Attribute.NONE, List.of(shifted), length, false);
  }

  private Symbol broadcast(Node number, int length) {
    if (length <= division.longest()) {
      return new Parts(IntStream.range(0, length).mapToObj(i -> number).toList());
    }
    return new Whole(
        number.isShared() ? nodes.computed(number, length) : broadcastNode(number, length));
  }

  private Node broadcastNode(Node number, int length) {
    return nodes.vector(Operator.BROADCAST, Attribute.NONE, length, number);
  }

  private Symbol slice(Symbol vector, Attribute.Window window, int length) {
    int start = window.start().offset();
    if (vector instanceof Parts parts) {
      return new Parts(parts.numbers().subList(start, start + length));
    }
    Node whole = vector(vector);
    if (length <= division.longest()) {
      return new Parts(
          IntStream.range(start, start + length).mapToObj(i -> entry(vector, i)).toList());
    }
    if (whole.operator() == Operator.PARAMETER) {
      double[] values = parameter(whole).toArray();
      double[] part = new double[length];
      System.arraycopy(values, start, part, 0, length);
      return new Whole(nodes.parameter(part));
    }
    if (whole.operator() == Operator.SLICE) {
      start += Attribute.as(Attribute.Index.class, whole.attribute()).index();
      whole = whole.input(0);
    }
    return new Whole(nodes.vector(Operator.SLICE, new Attribute.Index(start), length, whole));
  }

  private Symbol pad(Symbol vector, Attribute.Window window, int length) {
    int start = window.start().offset();
    if (length <= division.longest()) {
      int count = lengthOf(vector);
      return new Parts(
          IntStream.range(0, length)
              .mapToObj(
                  i ->
                      i >= start && i < start + count
                          ? entry(vector, i - start)
                          : nodes.constant(0))
              .toList());
    }
    Node whole = nodes.computed(vector(vector), lengthOf(vector));
    return new Whole(nodes.vector(Operator.PAD, new Attribute.Index(start), length, whole));
  }

  private Symbol linear(Symbol vector, Attribute.LinearMap map) {
    int length = map.outputLength();
    if (length > division.mostOutputs()) {
      Node whole = vector(vector);
      Node input = nodes.computed(whole, whole.length());
      return new Whole(nodes.vector(Operator.LINEAR, map, length, input));
    }
    List<Node> entries = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Node row = nodes.coefficients(map, i);
      entries.add(dot(vector, vector instanceof Whole ? new Whole(row) : separate(row)));
    }
    return new Parts(entries);
  }

  private Symbol fallApart(Node vector) {
    return vector.length() <= division.longest() ? separate(vector) : new Whole(vector);
  }

  private Parts separate(Node vector) {
    return new Parts(
        IntStream.range(0, vector.length()).mapToObj(i -> entryOfVector(vector, i)).toList());
  }

  private Node entry(Symbol symbol, int index) {
    if (symbol instanceof One one) {
      return one.number();
    }
    return symbol instanceof Parts parts
        ? parts.numbers().get(index)
        : entryOfVector(((Whole) symbol).vector(), index);
  }

  private Node entryOfVector(Node vector, int index) {
    return vector.operator() == Operator.PARAMETER
        ? nodes.constant(parameter(vector).get(index))
        : nodes.scalar(Operator.ELEMENT, new Attribute.Index(index), vector);
  }

  private Node vector(Symbol symbol) {
    return symbol instanceof Whole whole ? whole.vector() : stack(((Parts) symbol).numbers());
  }

  private Node stack(List<Node> numbers) {
    if (numbers.stream().allMatch(Node::isShared)) {
      return nodes.parameter(numbers.stream().mapToDouble(Node::number).toArray());
    }
    List<Node> computed = numbers.stream().map(n -> nodes.computed(n, 1)).toList();
    return nodes.node(Operator.STACK, Attribute.NONE, computed, computed.size(), false);
  }

  private static int lengthOf(Symbol symbol) {
    if (symbol instanceof Whole whole) {
      return whole.vector().length();
    }
    return symbol instanceof Parts parts ? parts.numbers().size() : 1;
  }

  private static Node number(Symbol symbol) {
    return ((One) symbol).number();
  }

  private static ParameterVector parameter(Node node) {
    return Attribute.as(Attribute.Numbers.class, node.attribute()).values();
  }
}
