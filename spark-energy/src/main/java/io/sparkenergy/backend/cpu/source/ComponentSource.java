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

import io.sparkenergy.backend.cpu.plan.Component;
import io.sparkenergy.backend.cpu.plan.Component.Operand;
import io.sparkenergy.backend.cpu.plan.Component.Operation;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The Java text of a loop that adds up like components. Sums stand side by side in SIMD registers:
 * those of several components over their entries, for some rows at a time; or those of several
 * entries over the components, for one row. Rows are read where they are, and no sum leaves its
 * register before it is complete.
 */
public final class ComponentSource {
  /** The most entries whose work is written out. */
  private static final int MAX_WRITTEN_OUT = 8;

  private final Dialect dialect;
  private final Component component;
  private final boolean addsEntries;
  private final int sums;
  private final StringBuilder text;

  private ComponentSource(Dialect dialect, Component component, boolean addsEntries, int sums) {
    this.dialect = dialect;
    this.component = component;
    this.addsEntries = addsEntries;
    this.sums = sums;
    this.text = new StringBuilder(dialect.head(dialect.boxed() + "Components"));
  }

  /**
   * Sums over entries: a register holds those of neighbouring components.
   *
   * @param component any one of the components
   * @param rows the rows at a time, each with a register of its own; or twice as many
   * @param halved whether a register holds the sums of two rows
   * @param registers how many registers of components there are
   * @param entries how many a component has; where they are few, the loop over them is written out
   */
  public static String overEntries(
      Dialect dialect, Component component, int rows, boolean halved, int registers, int entries) {
    return new ComponentSource(dialect, component, true, rows)
        .writeOverEntries(halved, registers, entries);
  }

  /**
   * Sums over components: a register holds those of neighbouring entries.
   *
   * @param component any one of the components
   * @param registers the registers of entries at a time
   */
  public static String overComponents(Dialect dialect, Component component, int registers) {
    return new ComponentSource(dialect, component, false, registers).writeOverComponents();
  }

  private String writeOverEntries(boolean halved, int registers, int entries) {
    int rowsEach = halved ? 2 : 1;
    if (halved) {
      line(
          "  private static final VectorMask UPPER = VectorMask.fromLong(S, -1L << S.length() /"
              + " 2);");
    }
    begin();
    line("    for (int row = 0; row < count; row += %d) {".formatted(sums * rowsEach));
    eachRows(
        (k, u) ->
            line(
                "    final int a%1$d_%2$d = b%1$d + (row + %3$d) * d%1$d;"
                    .formatted(k, u, u * rowsEach)));
    line("    for (int o = 0; o < %d; o++) {".formatted(registers));
    each(u -> line("    %s s%d = zero;".formatted(dialect.type(), u)));
    line(
        "    final int from = o * summands * %d * S.length();"
            .formatted(component.parameters().size()));
    if (entries <= MAX_WRITTEN_OUT) {
      for (int i = 0; i < entries; i++) {
        line("    {");
        addEntry(halved, Integer.toString(i));
        line("    }");
      }
    } else {
      line("    for (int i = 0; i < summands; i++) {");
      addEntry(halved, "i");
      line("    }");
    }
    each(
        u ->
            line(
                "    s%1$d.intoArray(z, zAt + (row + %2$d) * zStride + o * S.length());"
                    .formatted(u, u * rowsEach)));
    line("    }");
    return end();
  }

  private void addEntry(boolean halved, String entry) {
    int parameters = component.parameters().size();
    for (int k = 0; k < parameters; k++) {
      line(
          "    final %1$s p%2$d = %1$s.fromArray(S, p, from + (%3$s * %4$d + %2$d) * S.length());"
              .formatted(dialect.type(), k, entry, parameters));
    }
    String number = "%1$s.broadcast(S, c%2$d[a%2$d_%3$d + %4$s])";
    String next = "%1$s.broadcast(S, c%2$d[a%2$d_%3$d + d%2$d + %4$s])";
    String numbers = halved ? "((%1$s) " + number + ".blend(" + next + ", UPPER))" : number;
    eachRows(
        (k, u) ->
            line(
                ("    final %1$s x%2$d_%3$d = " + numbers + ";")
                    .formatted(dialect.type(), k, u, entry)));
    each(this::add);
  }

  private String writeOverComponents() {
    begin();
    line("    for (int row = 0; row < count; row++) {");
    eachRows(
        (k, u) ->
            line(
                ("    final %1$s x%2$d_%3$d = %1$s.fromArray(S, c%2$d, b%2$d + row * d%2$d + %3$d *"
                        + " S.length());")
                    .formatted(dialect.type(), k, u)));
    each(u -> line("    %s s%d = zero;".formatted(dialect.type(), u)));
    line("    int next = 0;");
    line("    for (int i = 0; i < summands; i++) {");
    for (int k = 0; k < component.numbers().size(); k++) {
      loadNumber(k);
    }
    for (int k = 0; k < component.parameters().size(); k++) {
      int parameter = k;
      each(
          u -> {
            line(
                "    final %1$s p%2$d_%3$d = %1$s.fromArray(S, p, next);"
                    .formatted(dialect.type(), parameter, u));
            line("    next += S.length();");
          });
    }
    each(this::add);
    line("    }");
    each(
        u -> line("    s%1$d.intoArray(z, zAt + row * zStride + %1$d * S.length());".formatted(u)));
    return end();
  }

  private void begin() {
    String number = dialect.primitive();
    line(
        ("  public void run(%1$s[][] rows, int[] rowsAt, int[] strides, %1$s[][] numbers, int[]"
                + " numbersAt,")
            .formatted(number));
    line(
        "      %1$s[] p, %1$s[] z, int zAt, int zStride, int summands, int count) {"
            .formatted(number));
    line("    final %1$s zero = %1$s.broadcast(S, (%2$s) 0);".formatted(dialect.type(), number));
    line("    final %1$s one = %1$s.broadcast(S, (%2$s) 1);".formatted(dialect.type(), number));
    for (int k = 0; k < component.rows().size(); k++) {
      line("    final %1$s[] c%2$d = rows[%2$d];".formatted(number, k));
      line("    final int b%1$d = rowsAt[%1$d];".formatted(k));
      line("    final int d%1$d = strides[%1$d];".formatted(k));
    }
  }

  private String end() {
    return text.append("    }\n  }\n}\n").toString();
  }

  /** A row's number in all lanes, and all bits in its place, or none where it is 0. */
  private void loadNumber(int k) {
    line(
        ("    final %1$s w%2$d = numbers[%2$d * summands + i][numbersAt[%2$d * summands + i] +"
                + " row];")
            .formatted(dialect.primitive(), k));
    line("    final %1$s n%2$d = %1$s.broadcast(S, w%2$d);".formatted(dialect.type(), k));
    if (component.form().gated() && component.form().factors().get(0).index() == k) {
      line(
          "    final %1$s open = %1$s.broadcast(S, w%2$d != 0 ? %3$s : 0);"
              .formatted(dialect.type(), k, dialect.allBits()));
    }
  }

  /** Adds a component's value to a sum. */
  private void add(int u) {
    List<Operation> operations = component.form().operations();
    for (int k = 0; k < operations.size(); k++) {
      List<String> inputs =
          operations.get(k).inputs().stream().map(operand -> name(operand, u)).toList();
      line(
          "    final %s t%d_%d = %s;"
              .formatted(
                  dialect.type(), k, u, dialect.expression(operations.get(k).operator(), inputs)));
    }
    List<String> factors =
        component.form().factors().stream().map(operand -> name(operand, u)).toList();
    String sum = "s" + u;
    if (factors.size() == 1) {
      line("    %s = %s;".formatted(sum, dialect.add(sum, factors.get(0))));
      return;
    }
    String second = factors.get(1);
    if (component.form().gated()) {
      second = "m" + u;
      line(
          "    final %s %s = %s;"
              .formatted(dialect.type(), second, dialect.masked("open", factors.get(1))));
    }
    line("    %s = %s;".formatted(sum, dialect.multiplyAdd(factors.get(0), second, sum)));
  }

  private String name(Operand operand, int u) {
    return switch (operand.kind()) {
      case ROWS -> "x" + operand.index() + "_" + u;
      case NUMBER -> "n" + operand.index();
      case PARAMETER -> "p" + operand.index() + (addsEntries ? "" : "_" + u);
      case OPERATION -> "t" + operand.index() + "_" + u;
    };
  }

  private interface RowsPiece {
    void write(int rows, int sum);
  }

  private void each(IntConsumer piece) {
    for (int u = 0; u < sums; u++) {
      piece.accept(u);
    }
  }

  private void eachRows(RowsPiece piece) {
    for (int k = 0; k < component.rows().size(); k++) {
      for (int u = 0; u < sums; u++) {
        piece.write(k, u);
      }
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
