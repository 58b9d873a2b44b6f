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
import io.sparkenergy.backend.cuda.source.Entry.Slot;
import io.sparkenergy.backend.cuda.source.Kernel.Store;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The text of a kernel. It passes over a row once for each reduction that waits for another, and
 * once more for what waits for the last; each pass adds up and stores all that it can. Where a
 * row's entries fit the registers of its threads, they stay there from pass to pass; else each pass
 * is a loop, which computes again what it needs.
 */
final class KernelSource {
  /** What goes through the entries of a row together. */
  private record Sweep(List<Node> reductions, List<Store> stores) {}

  private final Kernel kernel;
  private final RowLayout layout;
  private final KernelArguments arguments;
  private final StringBuilder body = new StringBuilder();
  private final EntryWriter writer;
  private final List<Slot> slots = new ArrayList<>();
  private int loops;

  KernelSource(Kernel kernel, RowLayout layout, Precision precision, KernelArguments arguments) {
    this.kernel = kernel;
    this.layout = layout;
    this.arguments = arguments;
    this.writer = new EntryWriter(kernel, layout, new OperatorText(precision), arguments, body);
  }

  /** The function. */
  String write() {
    if (layout.isThreadPerRow()) {
      kernel.stores().forEach(this::storeAlone);
    } else {
      for (int stage = 0; stage <= kernel.lastStage(); stage++) {
        pass(stage);
      }
      kernel.stores().stream().filter(store -> store.node().isScalar()).forEach(this::storeNumber);
    }
    return arguments.head(layout) + body + "}\n";
  }

  private void storeAlone(Store store) {
    Node node = store.node();
    int count = node.length() % layout.together() == 0 ? layout.together() : 1;
    String row = row(store);
    for (int i = 0; i < node.length(); i += count) {
      writer.line(
          assignment(row, Integer.toString(i), writer.entries(node, Entry.WHOLE, i, count)));
    }
  }

  private void storeNumber(Store store) {
    String number = writer.number(store.node());
    writer.line("if (live && lane == 0) %s[0] = %s".formatted(row(store), number));
  }

  private String row(Store store) {
    return arguments.row(store.buffer(), store.node().length(), true);
  }

  private static String assignment(String row, String at, List<String> values) {
    int count = values.size();
    return count == 1
        ? "%s[%s] = %s".formatted(row, at, values.get(0))
        : "*reinterpret_cast<num%1$d*>(%2$s + %3$s) = num%1$d{%4$s}"
            .formatted(count, row, at, String.join(", ", values));
  }

  private void pass(int stage) {
    List<Node> reductions = kernel.reductions(stage + 1);
    List<Store> stores = kernel.storesOf(stage);
    hoist(stage);
    reductions.forEach(this::begin);
    Map<Integer, Sweep> sweeps = new TreeMap<>();
    for (Node reduction : reductions) {
      sweep(sweeps, reduction.input(0).length()).reductions.add(reduction);
    }
    for (Store store : stores) {
      sweep(sweeps, store.node().length()).stores.add(store);
    }
    sweeps.forEach(layout.isLoop() ? (count, sweep) -> loop(sweep) : this::unrolled);
    reductions.forEach(this::finish);
  }

  private Sweep sweep(Map<Integer, Sweep> sweeps, int length) {
    return sweeps.computeIfAbsent(
        layout.slotsOf(length), count -> new Sweep(new ArrayList<>(), new ArrayList<>()));
  }

  /** Numbers do not belong into a loop over a row, nor do arrays of them. */
  private void hoist(int stage) {
    for (Node node : kernel.closureOfVectors(kernel.roots(stage))) {
      if (node.isScalar()) {
        writer.number(node);
      } else if (node.operator() == Operator.STACK && !kernel.isHeld(node)) {
        writer.array(node);
      }
    }
  }

  private void begin(Node reduction) {
    String total = total(reduction);
    if (reduction.operator() == Operator.LARGEST_MASK) {
      writer.line("num %s = -infinite()".formatted(total));
      writer.line("int %sAt = 0x7fffffff".formatted(total));
    } else {
      boolean largest = reduction.operator() == Operator.LARGEST;
      writer.line("num %s = %s".formatted(total, largest ? "-infinite()" : "num(0)"));
    }
  }

  private void finish(Node reduction) {
    String total = total(reduction);
    String result = writer.variable();
    switch (reduction.operator()) {
      case LARGEST_MASK ->
          writer.line(
              "const int %s = firstLargest<%d>(%s, %sAt)"
                  .formatted(result, layout.threads(), total, total));
      case LARGEST ->
          writer.line(
              "const num %s = reduce<Largest, %d>(%s)".formatted(result, layout.threads(), total));
      default ->
          writer.line(
              "const num %s = reduce<Sum, %d>(%s)".formatted(result, layout.threads(), total));
    }
    writer.define(reduction, result);
  }

  private String total(Node reduction) {
    return "t" + kernel.nodes().indexOf(reduction);
  }

  private void unrolled(int count, Sweep sweep) {
    while (slots.size() < count) {
      int from = slots.size() * layout.step();
      String variable = "j" + slots.size();
      Slot slot = new Slot(variable, from, from + layout.step() - layout.together());
      writer.line("const int %s = %d * lane + %d".formatted(variable, layout.together(), from));
      slots.add(slot);
    }
    List<Slot> row = slots.subList(0, count);
    // All that is read is asked for before the first result is written.
    sweep.reductions.forEach(reduction -> row.forEach(slot -> add(reduction, slot)));
    sweep.stores.forEach(store -> row.forEach(slot -> store(store, slot)));
  }

  private void loop(Sweep sweep) {
    int length =
        IntStream.concat(
                sweep.reductions.stream().mapToInt(reduction -> reduction.input(0).length()),
                sweep.stores.stream().mapToInt(store -> store.node().length()))
            .max()
            .orElseThrow();
    int last = (length - 1) / layout.together() * layout.together();
    Slot slot = new Slot("i" + loops++, 0, last);
    String head = "for (int %1$s = %2$d * lane; %1$s < %3$d; %1$s += %4$d) {\n";
    body.append("  ")
        .append(head.formatted(slot.variable(), layout.together(), length, layout.step()));
    sweep.reductions.forEach(reduction -> add(reduction, slot));
    sweep.stores.forEach(store -> store(store, slot));
    body.append("  }\n");
  }

  private void store(Store store, Slot slot) {
    int length = store.node().length();
    int count = length % layout.together() == 0 ? layout.together() : 1;
    for (int i = 0; i < layout.together(); i += count) {
      List<String> values = writer.entries(store.node(), slot, i, count);
      String condition = slot.isWithin(i, length) ? "live" : "live && " + slot.within(i, length);
      writer.line("if (%s) %s".formatted(condition, assignment(row(store), slot.at(i), values)));
    }
  }

  private void add(Node reduction, Slot slot) {
    for (int i = 0; i < layout.together(); i++) {
      add(reduction, slot, i);
    }
  }

  /** Adds an entry to what the thread's part of a row has come to. */
  private void add(Node reduction, Slot slot, int offset) {
    int length = reduction.input(0).length();
    if (slot.isOutside(offset, length)) {
      return;
    }
    List<String> values =
        reduction.inputs().stream().map(input -> writer.entry(input, slot, offset)).toList();
    String total = total(reduction);
    String statement =
        switch (reduction.operator()) {
          case DOT ->
              total + " = " + writer.operator(Operator.DOT, values.get(0), values.get(1), total);
          case LARGEST_MASK ->
              "if (precedes(%1$s, %2$s, %3$s, %3$sAt)) { %3$s = %1$s; %3$sAt = %2$s; }"
                  .formatted(values.get(0), slot.at(offset), total);
          default -> total + " = " + writer.operator(reduction.operator(), total, values.get(0));
        };
    writer.line(
        slot.isWithin(offset, length)
            ? statement
            : "if (%s) %s".formatted(slot.within(offset, length), statement));
  }
}
