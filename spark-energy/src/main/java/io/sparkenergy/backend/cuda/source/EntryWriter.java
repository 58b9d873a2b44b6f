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

import io.sparkenergy.backend.cuda.source.Entry.Slot;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes the statements that compute entries, one variable each, and each once. An entry asks for
 * the entries that it is made of, wherever in the row they stand: a shifted vector is one that is
 * asked for entries further on.
 */
final class EntryWriter {
  /** The most scalars side by side that a thread chooses from; more are an array. */
  private static final int MAX_CHOICES = 8;

  private static final String[] COMPONENTS = {".x", ".y", ".z", ".w"};

  private final Kernel kernel;
  private final RowLayout layout;
  private final OperatorText operators;
  private final KernelArguments arguments;
  private final StringBuilder body;
  private final Map<Entry, String> names = new HashMap<>();
  private final Map<Node, String> arrays = new HashMap<>();
  private final Map<Node, String> places = new HashMap<>();
  private int variables;

  EntryWriter(
      Kernel kernel,
      RowLayout layout,
      OperatorText operators,
      KernelArguments arguments,
      StringBuilder body) {
    this.kernel = kernel;
    this.layout = layout;
    this.operators = operators;
    this.arguments = arguments;
    this.body = body;
  }

  /** A number's variable. */
  String number(Node scalar) {
    return entry(scalar, Entry.WHOLE, 0);
  }

  /** An entry's variable, with all that it takes before it. */
  String entry(Node node, Slot slot, int offset) {
    Entry root = Entry.of(node, slot, offset);
    Deque<Entry> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Entry entry = open.peek();
      List<Entry> missing =
          names.containsKey(entry)
              ? List.of()
              : inputs(entry).stream().filter(input -> !names.containsKey(input)).toList();
      if (missing.isEmpty()) {
        open.pop();
        if (!names.containsKey(entry)) {
          define(entry);
        }
      }
      for (int i = missing.size() - 1; i >= 0; i--) {
        open.push(missing.get(i));
      }
    }
    return names.get(root);
  }

  /** Makes a variable known as a reduction's result. */
  void define(Node reduction, String variable) {
    if (reduction.operator() == Operator.LARGEST_MASK) {
      places.put(reduction, variable);
    } else {
      names.put(Entry.of(reduction, Entry.WHOLE, 0), variable);
    }
  }

  /** Scalars side by side that entries are picked from while the kernel runs, as an array. */
  void array(Node stack) {
    if (stack.length() <= MAX_CHOICES || arrays.containsKey(stack)) {
      return;
    }
    List<String> numbers = stack.inputs().stream().map(this::number).toList();
    String name = "a" + arrays.size();
    arrays.put(stack, name);
    line("const num %s[%d] = {%s}".formatted(name, numbers.size(), String.join(", ", numbers)));
  }

  String operator(Operator operator, Object... inputs) {
    return operators.of(operator, inputs);
  }

  String variable() {
    return "v" + variables++;
  }

  void line(String statement) {
    body.append("  ").append(statement).append(";\n");
  }

  private List<Entry> inputs(Entry entry) {
    Node node = entry.node();
    if (kernel.isHeld(node)) {
      return List.of();
    }
    Slot slot = entry.slot();
    int offset = entry.offset();
    return switch (node.operator()) {
      case SLICE -> List.of(Entry.of(node.input(0), slot, offset + index(node)));
      case PAD ->
          slot.isOutside(offset - index(node), node.input(0).length())
              ? List.of()
              : List.of(Entry.of(node.input(0), slot, offset - index(node)));
      case ELEMENT -> List.of(Entry.of(node.input(0), Entry.WHOLE, index(node)));
      case STACK ->
          slot.isWhole()
              ? List.of(Entry.of(node.input(offset), slot, 0))
              : node.inputs().stream().map(in -> Entry.of(in, slot, 0)).toList();
      case LARGEST_MASK -> List.of();
      case SUM, DOT, LARGEST, LINEAR, INPUT, DIRECTION ->
          throw new IllegalStateException(node + " is asked for before it is there");
      default -> node.inputs().stream().map(in -> Entry.of(in, slot, offset)).toList();
    };
  }

  private void define(Entry entry) {
    Node node = entry.node();
    if (kernel.isHeld(node)) {
      load(entry, arguments.row(kernel.buffer(node), node.length(), false), node.length());
      return;
    }
    Slot slot = entry.slot();
    int offset = entry.offset();
    switch (node.operator()) {
      case CONSTANT -> names.put(entry, arguments.number(node.number()));
      case PARAMETER -> parameter(entry);
      case BROADCAST, ELEMENT, SLICE -> names.put(entry, names.get(inputs(entry).get(0)));
      case PAD -> pad(entry);
      case STACK -> stack(entry);
      case LARGEST_MASK ->
          assign(entry, operator(node.operator(), slot.at(offset), places.get(node)));
      case SIN, COS -> sineOrCosine(entry);
      case POWER -> {
        double exponent = Attribute.as(Attribute.Literal.class, node.attribute()).value();
        String base = names.get(inputs(entry).get(0));
        assign(entry, operator(node.operator(), base, arguments.number(exponent)));
      }
      default ->
          assign(
              entry, operator(node.operator(), inputs(entry).stream().map(names::get).toArray()));
    }
  }

  private void assign(Entry entry, String value) {
    String name = variable();
    names.put(entry, name);
    line("const num " + name + " = " + value);
  }

  private void parameter(Entry entry) {
    ParameterVector values =
        Attribute.as(Attribute.Numbers.class, entry.node().attribute()).values();
    if (entry.slot().isWhole()) {
      names.put(entry, arguments.number(values.get(entry.offset())));
    } else {
      load(entry, arguments.parameter(values), values.length());
    }
  }

  /** Neighbouring entries in one access where they are aligned, else one by one. */
  private void load(Entry entry, String array, int length) {
    int together = layout.together();
    Slot slot = entry.slot();
    boolean fixed = slot.isWhole();
    boolean wide =
        together > 1
            && length % together == 0
            && (fixed ? layout.isThreadPerRow() : Math.floorDiv(entry.offset(), together) == 0);
    int first = wide ? entry.offset() / together * together : entry.offset();
    int count = wide ? together : 1;
    String at = slot.at(first);
    String value =
        wide
            ? "*reinterpret_cast<const num%d*>(%s + %s)".formatted(count, array, at)
            : "%s[%s]".formatted(array, at);
    if (!slot.isWithin(first, length) || !slot.isWithin(first + count - 1, length)) {
      String zero = wide ? "num%d()".formatted(count) : "num(0)";
      value = "%s ? %s : %s".formatted(slot.within(first, length), value, zero);
    }
    String name = variable();
    line("const num%s %s = %s".formatted(wide ? count : "", name, value));
    for (int i = 0; i < count; i++) {
      String loaded = wide ? name + COMPONENTS[i] : name;
      names.put(
          Entry.of(entry.node(), slot, first + i),
          kernel.isNegated(entry.node()) ? "(-" + loaded + ")" : loaded);
    }
  }

  private void pad(Entry entry) {
    int inner = entry.offset() - index(entry.node());
    int length = entry.node().input(0).length();
    if (entry.slot().isOutside(inner, length)) {
      names.put(entry, arguments.number(0));
      return;
    }
    String value = names.get(inputs(entry).get(0));
    if (entry.slot().isWithin(inner, length)) {
      names.put(entry, value);
    } else {
      assign(entry, operator(Operator.PAD, entry.slot().within(inner, length), value));
    }
  }

  private void stack(Entry entry) {
    Node node = entry.node();
    List<String> numbers = inputs(entry).stream().map(names::get).toList();
    if (entry.slot().isWhole()) {
      names.put(entry, numbers.get(0));
      return;
    }
    String at = entry.slot().at(entry.offset());
    if (node.length() > MAX_CHOICES) {
      String value = "%s[%s]".formatted(arrays.get(node), at);
      if (!entry.slot().isWithin(entry.offset(), node.length())) {
        String within = entry.slot().within(entry.offset(), node.length());
        value = "%s ? %s : num(0)".formatted(within, value);
      }
      assign(entry, value);
      return;
    }
    String value = numbers.get(numbers.size() - 1);
    for (int i = numbers.size() - 2; i >= 0; i--) {
      value = operator(Operator.STACK, at, i, numbers.get(i), value);
    }
    assign(entry, value);
  }

  /** Both at once where both are asked for: they share the reduction of their argument. */
  private void sineOrCosine(Entry entry) {
    Node node = entry.node();
    Operator other = node.operator() == Operator.SIN ? Operator.COS : Operator.SIN;
    String argument = names.get(inputs(entry).get(0));
    Node partner = kernel.find(other, node.input(0), node);
    if (partner.equals(node)) {
      assign(entry, operator(node.operator(), argument));
      return;
    }
    String sine = variable();
    String cosine = variable();
    line("num %s, %s".formatted(sine, cosine));
    line(operators.sineAndCosine(argument, sine, cosine));
    boolean isSine = node.operator() == Operator.SIN;
    names.put(entry, isSine ? sine : cosine);
    names.put(Entry.of(partner, entry.slot(), entry.offset()), isSine ? cosine : sine);
  }

  private static int index(Node node) {
    return Attribute.as(Attribute.Index.class, node.attribute()).index();
  }

  /** The variables of neighbouring entries. */
  List<String> entries(Node node, Slot slot, int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> entry(node, slot, i)).toList();
  }
}
