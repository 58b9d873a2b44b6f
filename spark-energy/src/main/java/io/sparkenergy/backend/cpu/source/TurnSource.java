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

import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Java text of a loop that turns rows into columns or columns into rows, or adds rows up, a
 * block of as many rows as a SIMD register has lanes at a time.
 *
 * <p>A block's numbers are counted by bits, of which the lowest are the lane and the others the
 * register. A stage exchanges one bit of the lane with one of the register: of two registers, each
 * gives the other half of its lanes. After a stage for each bit of a row's length, the register is
 * the column. Where a register holds several rows, the lanes are then put in the rows' order. Sums
 * come about the same way, by adding where columns are exchanged, so that half of the registers are
 * left.
 */
public final class TurnSource {
  private final Dialect dialect;
  private final int length;
  private final int lanes;
  private final StringBuilder text;

  private TurnSource(Dialect dialect, int length, int lanes) {
    this.dialect = dialect;
    this.length = length;
    this.lanes = lanes;
    this.text = new StringBuilder(dialect.head(dialect.boxed() + "Loop"));
  }

  /** Whether rows of so many numbers can be turned, and added up, in registers of so many. */
  public static boolean turns(Dialect dialect, int length, int lanes) {
    return dialect.addsUpRows() && length > 1 && Integer.bitCount(length) == 1 && length <= lanes;
  }

  /**
   * The text of a loop whose first array holds rows without gaps, and the others a column each;
   * {@code count} is the rows, whole blocks of them.
   *
   * @param length the numbers of a row; a power of two, at most the lanes
   * @param lanes the numbers of a SIMD register
   * @param intoColumns whether rows become columns
   */
  public static String of(Dialect dialect, int length, int lanes, boolean intoColumns) {
    return new TurnSource(dialect, length, lanes).write(intoColumns);
  }

  /**
   * The text of a loop whose first array holds rows without gaps, and the second a sum for each;
   * {@code count} is the rows, whole blocks of them.
   */
  public static String sums(Dialect dialect, int length, int lanes) {
    return new TurnSource(dialect, length, lanes).writeSums();
  }

  private String write(boolean intoColumns) {
    begin(intoColumns, length + 1);
    for (int i = 0; i < length; i++) {
      String value = loaded(intoColumns ? inRows(i) : inColumn(i));
      declare("v" + i + "_1", intoColumns ? value : ordered(value));
    }
    for (int bit = 1; bit < length; bit *= 2) {
      exchange(bit);
    }
    for (int i = 0; i < length; i++) {
      String value = "v" + i + "_" + length;
      line(
          "      %s.intoArray(%s);"
              .formatted(
                  intoColumns ? ordered(value) : value, intoColumns ? inColumn(i) : inRows(i)));
    }
    return end();
  }

  private String writeSums() {
    begin(true, 2);
    for (int i = 0; i < length; i++) {
      declare("v" + i + "_1", loaded(inRows(i)));
    }
    for (int bit = 1; bit < length; bit *= 2) {
      addHalves(bit);
    }
    line("      %s.intoArray(%s);".formatted(ordered("v0_" + length), inColumn(0)));
    return end();
  }

  private void begin(boolean intoColumns, int arrays) {
    for (int bit = 1; bit < length; bit *= 2) {
      int distance = bit;
      text.append(dialect.shuffle("X" + bit, lanes, lane -> lane ^ distance));
      mask("M" + bit, lane -> (lane & distance) != 0);
    }
    int rows = lanes / length;
    if (intoColumns) {
      text.append(dialect.shuffle("ORDER", lanes, row -> row % rows * length + row / rows));
    } else {
      text.append(dialect.shuffle("ORDER", lanes, lane -> lane % length * rows + lane / length));
    }
    String number = dialect.primitive();
    line(
        "  public void run(%1$s[][] z, int[] at, %1$s[] numbers, int count, int stride) {"
            .formatted(number));
    for (int i = 0; i < arrays; i++) {
      line("    final %s[] a%2$d = z[%2$d];".formatted(number, i));
      line("    final int o%1$d = at[%1$d];".formatted(i));
    }
    line("    for (int r = 0; r < count; r += %d) {".formatted(lanes));
  }

  private String end() {
    return text.append("    }\n  }\n}\n").toString();
  }

  private String loaded(String from) {
    return "%s.fromArray(S, %s)".formatted(dialect.type(), from);
  }

  private String inColumn(int index) {
    return "a%1$d, o%1$d + r".formatted(index + 1);
  }

  private String inRows(int register) {
    return "a0, o0 + r * %d + %d".formatted(length, register * lanes);
  }

  private String ordered(String value) {
    return length == lanes ? value : dialect.rearranged(value, "ORDER");
  }

  private void exchange(int bit) {
    for (int low = 0; low < length; low++) {
      if ((low & bit) == 0) {
        String a = "v" + low + "_" + bit;
        String b = "v" + (low + bit) + "_" + bit;
        declare("v" + low + "_" + 2 * bit, blended(a, dialect.rearranged(b, "X" + bit), bit));
        declare(
            "v" + (low + bit) + "_" + 2 * bit, blended(dialect.rearranged(a, "X" + bit), b, bit));
      }
    }
  }

  private void addHalves(int bit) {
    for (int low = 0; low < length; low += 2 * bit) {
      String a = "v" + low + "_" + bit;
      String b = "v" + (low + bit) + "_" + bit;
      String others = dialect.rearranged(blended(b, a, bit), "X" + bit);
      declare("v" + low + "_" + 2 * bit, dialect.add(blended(a, b, bit), others));
    }
  }

  private void declare(String name, String value) {
    line("      %s %s = %s;".formatted(dialect.type(), name, value));
  }

  /** The first's lanes where the bit of their number is 0, else the second's. */
  private String blended(String where0, String where1, int bit) {
    return "((%s) %s.blend(%s, M%d))".formatted(dialect.type(), where0, where1, bit);
  }

  private void mask(String name, IntPredicate set) {
    String lanesOf =
        IntStream.range(0, lanes)
            .mapToObj(lane -> Boolean.toString(set.test(lane)))
            .collect(Collectors.joining(", "));
    line(
        "  private static final VectorMask %s = VectorMask.fromArray(S, new boolean[] {%s}, 0);"
            .formatted(name, lanesOf));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
