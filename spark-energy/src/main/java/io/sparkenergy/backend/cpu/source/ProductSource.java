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

/**
 * The Java text of a matrix product's loop, for some rows at a time and some SIMD registers of each
 * row's results: a coefficient that is loaded once serves all rows, a row's number all registers,
 * and no result leaves its register before it is complete. Each accumulator is a variable of its
 * own, since the JIT keeps those in registers and not what stands in an array; which is why the
 * text is written by a loop.
 */
public final class ProductSource {
  /** The most coefficients, in registers, that stay there from row to row. */
  private static final int MAX_KEPT = 8;

  /**
   * What becomes of a row's results in their registers.
   *
   * @param writes whether they are written, times a factor if {@code scales}
   * @param adds whether they are multiplied by the row's own numbers, entry by entry, and added up
   *     into a register of sums
   * @param continues whether that has sums of other results already
   */
  public record Ending(boolean writes, boolean scales, boolean adds, boolean continues) {
    /** Results are written as they are. */
    public static final Ending PLAIN = new Ending(true, false, false, false);
  }

  private final String number;
  private final String vector;
  private final int rows;
  private final int registers;
  private final Ending ending;
  private final StringBuilder text;

  private ProductSource(Dialect dialect, int rows, int registers, Ending ending) {
    this.ending = ending;
    this.number = dialect.primitive();
    this.vector = dialect.type();
    this.rows = rows;
    this.registers = registers;
    this.text = new StringBuilder(dialect.head(dialect.boxed() + "Product"));
  }

  /**
   * The text for so many rows at a time and registers.
   *
   * @param inputs the numbers of a row; where they are few, the loop over them is written out
   * @param stride from one row to the next; part of the text where the inputs are, so that the JIT
   *     can see that no row reaches past the array
   */
  public static String of(
      Dialect dialect, int rows, int registers, int inputs, int stride, Ending ending) {
    return new ProductSource(dialect, rows, registers, ending).write(inputs, stride);
  }

  /** Whether so many registers of coefficients stay where they are from row to row. */
  public static boolean keeps(int coefficients) {
    return coefficients <= MAX_KEPT;
  }

  private String write(int inputs, int stride) {
    line(
        "  public void run(%1$s[] a, int at, int stride, %1$s[] w, int from, int panel, int"
            + " inputs,");
    line("      %1$s[] z, int to, int zStride, int rows, %1$s[] sums, int sumsAt,");
    line("      %1$s factor) {");
    boolean writtenOut = keeps(inputs * registers);
    if (writtenOut) {
      for (int i = 0; i < inputs; i++) {
        loadCoefficients(i, "from + " + i + " * panel");
      }
    }
    line("    for (int row = 0; row < rows; row += " + rows + ") {");
    for (int r = 0; r < rows; r++) {
      String step = writtenOut ? Integer.toString(stride) : "stride";
      line("    int a" + r + " = at + (row + " + r + ") * " + step + ";");
      for (int c = 0; c < registers; c++) {
        line("    %2$s z" + r + "_" + c + " = %2$s.zero(S);");
      }
    }
    if (writtenOut) {
      for (int i = 0; i < inputs; i++) {
        multiply(i, Integer.toString(i));
      }
    } else {
      line("    int next = from;");
      line("    for (int i = 0; i < inputs; i++) {");
      loadCoefficients(0, "next");
      line("    next += panel;");
      multiply(0, "i");
      line("    }");
    }
    for (int r = 0; r < rows; r++) {
      if (ending.adds()) {
        addUp(r);
      }
      if (ending.writes()) {
        writeResults(r);
      }
    }
    return text.append("    }\n  }\n}\n").toString();
  }

  private void addUp(int r) {
    line("    int s" + r + " = sumsAt + (row + " + r + ") * S.length();");
    String before = ending.continues() ? "fromArray(S, sums, s" + r + ")" : "zero(S)";
    line("    %2$s sum" + r + " = %2$s." + before + ";");
    for (int c = 0; c < registers; c++) {
      line(
          "    sum%1$d = %%2$s.fromArray(S, a, a%1$d + from / inputs + %2$d * S.length()).fma(z%1$d_%2$d, sum%1$d);"
              .formatted(r, c));
    }
    line("    sum%1$d.intoArray(sums, s%1$d);".formatted(r));
  }

  private void writeResults(int r) {
    line("    int z" + r + " = to + (row + " + r + ") * zStride;");
    String scaled = ending.scales() ? ".mul(factor)" : "";
    for (int c = 0; c < registers; c++) {
      line("    z%d_%d%s.intoArray(z, z%d + %d * S.length());".formatted(r, c, scaled, r, c));
    }
  }

  private void loadCoefficients(int name, String at) {
    for (int c = 0; c < registers; c++) {
      line(
          "    %%2$s w%d_%d = %%2$s.fromArray(S, w, %s + %d * S.length());"
              .formatted(name, c, at, c));
    }
  }

  private void multiply(int name, String input) {
    for (int r = 0; r < rows; r++) {
      String x = "x" + r + "_" + name;
      line("    %%2$s %s = %%2$s.broadcast(S, a[a%d + %s]);".formatted(x, r, input));
      for (int c = 0; c < registers; c++) {
        line("    z%1$d_%2$d = %3$s.fma(w%4$d_%2$d, z%1$d_%2$d);".formatted(r, c, x, name));
      }
    }
  }

  private void line(String line) {
    text.append(line.contains("%") ? line.formatted(number, vector) : line).append('\n');
  }
}
