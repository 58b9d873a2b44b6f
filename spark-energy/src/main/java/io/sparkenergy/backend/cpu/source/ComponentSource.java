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
import io.sparkenergy.backend.cpu.plan.Component.Kind;
import io.sparkenergy.backend.cpu.plan.Component.Operand;
import io.sparkenergy.backend.cpu.plan.Component.Operation;
import io.sparkenergy.expression.Operator;
import java.util.List;

/**
 * The Java text of a loop that adds up like components over a block of rows: SIMD registers hold
 * neighbouring rows, and several sums are under way at once, so that a number of a row serves them
 * all and a parameter all rows. The outer loop goes over the sums, the inner one over what each adds
 * up; either over components or over entries.
 */
public final class ComponentSource {
  /** The sums that are under way at once. */
  public static final int SUMS = 4;

  private final Dialect dialect;
  private final Component component;
  private final boolean addsEntries;
  private final int registers;
  private final StringBuilder text;

  private ComponentSource(
      Dialect dialect, Component component, boolean addsEntries, int registers) {
    this.dialect = dialect;
    this.component = component;
    this.addsEntries = addsEntries;
    this.registers = registers;
    this.text = new StringBuilder(dialect.head(dialect.boxed() + "Components"));
  }

  /**
   * The text for SIMD registers of that many neighbouring rows.
   *
   * @param component any one of the components
   * @param addsEntries whether a sum is over the entries of a component, or over the components
   * @param registers how many registers of rows are worked on
   * @param block the registers of rows from one entry of turned rows to the next
   */
  public static String of(
      Dialect dialect, Component component, boolean addsEntries, int registers, int block) {
    return new ComponentSource(dialect, component, addsEntries, registers).write(block);
  }

  private String write(int block) {
    String number = dialect.primitive();
    line(
        "  public void run(%1$s[][] columns, int[] columnsAt, %1$s[][] numbers, int[] numbersAt,",
        number);
    line("      %1$s[] p, %1$s[][] z, int[] zAt, int summands, int sums) {", number);
    line("    final %1$s zero = %1$s.broadcast(S, (%2$s) 0);", dialect.type(), number);
    line("    final %1$s one = %1$s.broadcast(S, (%2$s) 1);", dialect.type(), number);
    for (int k = 0; k < component.rows().size(); k++) {
      line("    final %1$s[] c%2$d = columns[%2$d];", number, k);
      line("    final int b%1$d = columnsAt[%1$d];", k);
    }
    line("    for (int o = 0; o < sums; o += %d) {", SUMS);
    // What a sum's own index chooses: rows where components are added up, else numbers.
    each(
        (u, r) -> {
          if (!addsEntries) {
            loadRows("_" + u + "_" + r, "o + " + u, r, block);
          } else {
            loadNumbers("_" + u + "_" + r, "o + " + u, "sums", r);
          }
          line("    %s s%d_%d = zero;", dialect.type(), u, r);
        });
    int parameters = component.parameters().size() * SUMS;
    line("    final int from = o * summands * %d;", component.parameters().size());
    line("    for (int i = 0; i < summands; i++) {");
    for (int r = 0; r < registers; r++) {
      if (addsEntries) {
        loadRows("_" + r, "i", r, block);
      } else {
        loadNumbers("_" + r, "i", "summands", r);
      }
    }
    for (int k = 0; k < component.parameters().size(); k++) {
      for (int u = 0; u < SUMS; u++) {
        line(
            "      final %1$s p%2$d_%3$d = %1$s.broadcast(S, p[from + i * %4$d + %5$d]);",
            dialect.type(), k, u, parameters, k * SUMS + u);
      }
    }
    each(this::add);
    line("    }");
    each((u, r) -> line("    s%1$d_%2$d.intoArray(z[o + %1$d], zAt[o + %1$d] + %2$d * S.length());", u, r));
    return text.append("    }\n  }\n}\n").toString();
  }

  private interface Piece {
    void write(int sum, int register);
  }

  private void each(Piece piece) {
    for (int u = 0; u < SUMS; u++) {
      for (int r = 0; r < registers; r++) {
        piece.write(u, r);
      }
    }
  }

  private void loadRows(String suffix, String entry, int register, int block) {
    for (int k = 0; k < component.rows().size(); k++) {
      line(
          "      final %1$s x%2$d%3$s = %1$s.fromArray(S, c%2$d, b%2$d + ((%4$s) * %5$d + %6$d) * S.length());",
          dialect.type(), k, suffix, entry, block, register);
    }
  }

  private void loadNumbers(String suffix, String index, String count, int register) {
    for (int k = 0; k < component.numbers().size(); k++) {
      String at = k == 0 ? index : k + " * " + count + " + " + index;
      line(
          "      final %1$s n%2$d%3$s = %1$s.fromArray(S, numbers[%4$s], numbersAt[%4$s] + %5$d * S.length());",
          dialect.type(), k, suffix, at, register);
    }
  }

  /** Adds a component's value to a sum. */
  private void add(int u, int r) {
    List<Operation> operations = component.form().operations();
    for (int k = 0; k < operations.size(); k++) {
      List<String> inputs =
          operations.get(k).inputs().stream().map(operand -> name(operand, u, r)).toList();
      line(
          "      final %s t%d_%d_%d = %s;",
          dialect.type(), k, u, r, dialect.expression(operations.get(k).operator(), inputs));
    }
    List<String> factors =
        component.form().factors().stream().map(operand -> name(operand, u, r)).toList();
    String sum = "s" + u + "_" + r;
    String added =
        factors.size() == 1
            ? dialect.expression(Operator.ADD, List.of(sum, factors.get(0)))
            : dialect.multiplyAdd(factors.get(0), factors.get(1), sum);
    line("      %s = %s;", sum, added);
  }

  private String name(Operand operand, int u, int r) {
    boolean ofSummand = (operand.kind() == Kind.ROWS) == addsEntries;
    String own = ofSummand ? "_" + r : "_" + u + "_" + r;
    return switch (operand.kind()) {
      case ROWS -> "x" + operand.index() + own;
      case NUMBER -> "n" + operand.index() + own;
      case PARAMETER -> "p" + operand.index() + "_" + u;
      case OPERATION -> "t" + operand.index() + "_" + u + "_" + r;
    };
  }

  private void line(String line, Object... values) {
    text.append(values.length == 0 ? line : line.formatted(values)).append('\n');
  }
}
