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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.expression.Operator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How generated loops are written: over SIMD registers with the Vector API, or number by number in
 * a form that the JIT may turn into SIMD by itself.
 */
public enum Dialect {
  VECTOR_DOUBLE(Precision.DOUBLE, true),
  VECTOR_FLOAT(Precision.FLOAT, true),
  PLAIN_DOUBLE(Precision.DOUBLE, false),
  PLAIN_FLOAT(Precision.FLOAT, false);

  /** The class that a text defines. */
  static final String CLASS_NAME = "io.sparkenergy.backend.cpu.generated.Loop";

  private final Precision precision;
  private final boolean vector;
  private final String primitive;
  private final String boxed;

  Dialect(Precision precision, boolean vector) {
    this.precision = precision;
    this.vector = vector;
    this.primitive = precision.symbol();
    this.boxed = precision == Precision.DOUBLE ? "Double" : "Float";
  }

  String type() {
    return vector ? boxed + "Vector" : primitive;
  }

  String zero() {
    return "zero";
  }

  String load(int array) {
    return load(array, 1);
  }

  /** Of an array that has a number where the loop's others have a row of so many. */
  String load(int array, int numbers) {
    String at = "o" + array + " + i" + (numbers == 1 ? "" : " / " + numbers);
    return vector
        ? "%sVector.fromArray(S, a%d, %s)".formatted(boxed, array, at)
        : "a%d[%s]".formatted(array, at);
  }

  /** A register of an array, from its place on, that the loop does not move. */
  String loadOnce(String name, int array, int register) {
    return "final %1$s %2$s = %1$s.fromArray(S, a%3$d, o%3$d + %4$d * S.length());\n"
        .formatted(type(), name, array, register);
  }

  /** The declaration of a constant that moves lanes: where each takes its number from. */
  String shuffle(String name, int lanes, IntUnaryOperator source) {
    String sources =
        IntStream.range(0, lanes)
            .map(source)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return "  private static final VectorShuffle %s = VectorShuffle.fromArray(%s.SPECIES_PREFERRED, new int[] {%s}, 0);\n"
        .formatted(name, integers(), sources);
  }

  /**
   * A value with its lanes moved. As integers, since every move compares the places with a vector
   * of zeros in memory, and would do so anew after each store into an array of that vector's type.
   */
  String rearranged(String value, String shuffle) {
    return "((%s) %s.reinterpretAs%ss().rearrange(%s)).reinterpretAs%ss()"
        .formatted(integers(), value, wide() ? "Long" : "Int", shuffle, boxed);
  }

  private String integers() {
    return wide() ? "LongVector" : "IntVector";
  }

  String store(int array, String value) {
    String at = "o" + array + " + i";
    return vector
        ? "%s.intoArray(a%d, %s)".formatted(value, array, at)
        : "a%d[%s] = %s".formatted(array, at, value);
  }

  String add(String a, String b) {
    return expression(Operator.ADD, List.of(a, b));
  }

  /** The value where the mask has all bits set, 0 where it has none. */
  String masked(String mask, String value) {
    return vector
        ? "%2$s.reinterpretAs%3$s().and(%1$s.reinterpretAs%3$s()).reinterpretAs%4$ss()"
            .formatted(mask, value, wide() ? "Longs" : "Ints", boxed)
        : "%s == 0 ? zero : %s".formatted(mask, value);
  }

  /** A number whose bits are all set, as {@link #masked} takes it. */
  String allBits() {
    return wide() ? "Double.longBitsToDouble(-1L)" : "Float.intBitsToFloat(-1)";
  }

  String multiplyAdd(String a, String b, String c) {
    return vector ? "%s.fma(%s, %s)".formatted(a, b, c) : "Math.fma(%s, %s, %s)".formatted(a, b, c);
  }

  /** The operator's value for the variables that hold its inputs. */
  String expression(Operator operator, List<String> in) {
    Object[] names = in.toArray();
    return (vector ? vectorForm(operator) : plainForm(operator)).formatted(names);
  }

  private String vectorForm(Operator operator) {
    return switch (operator) {
      case ADD -> "%s.add(%s)";
      case SUBTRACT -> "%s.sub(%s)";
      case MULTIPLY -> "%s.mul(%s)";
      case DIVIDE -> "%s.div(%s)";
      case DIVIDE_OR_ZERO ->
          blend("%1$s.div(%2$s)", "zero", "%2$s.compare(VectorOperators.EQ, zero)");
      case MAXIMUM -> "%s.max(%s)";
      case MINIMUM -> "%s.min(%s)";
      case ABS -> "%s.abs()";
      case SIGN ->
          blend(
              blend(
                  blend("zero", "one", "%1$s.compare(VectorOperators.GT, zero)"),
                  "one.neg()",
                  "%1$s.compare(VectorOperators.LT, zero)"),
              "%1$s",
              "%1$s.compare(VectorOperators.NE, %1$s)");
      case SQUARE -> "%1$s.mul(%1$s)";
      case SQRT -> "%s.sqrt()";
      case RELU -> blend("%1$s", "zero", "%1$s.compare(VectorOperators.LT, zero)");
      case STEP ->
          blend(
              blend("zero", "one", "%1$s.compare(VectorOperators.GT, zero)"),
              "%1$s",
              "%1$s.compare(VectorOperators.NE, %1$s)");
      case LESS -> blend("zero", "one", "%s.compare(VectorOperators.LT, %s)");
      case SELECT -> blend("%3$s", "%2$s", "%1$s.compare(VectorOperators.NE, zero)");
      case GATE -> blend("%1$s.mul(%2$s)", "zero", "%1$s.compare(VectorOperators.EQ, zero)");
      case SIN, COS ->
          "io.sparkenergy.backend.cpu.f32.FloatTrigonometry." + operator.symbol() + "(%s)";
      default -> throw new IllegalStateException(operator + " is not fused");
    };
  }

  /** A cast, since Janino takes the method of Vector for that of its subclass. */
  private String blend(String otherwise, String where, String mask) {
    return "((" + type() + ") " + otherwise + ".blend(" + where + ", " + mask + "))";
  }

  private String plainForm(Operator operator) {
    return switch (operator) {
      case ADD -> "%s + %s";
      case SUBTRACT -> "%s - %s";
      case MULTIPLY -> "%s * %s";
      case DIVIDE -> "%s / %s";
      case DIVIDE_OR_ZERO -> "%2$s == 0 ? zero : %1$s / %2$s";
      case MAXIMUM -> "Math.max(%s, %s)";
      case MINIMUM -> "Math.min(%s, %s)";
      case ABS -> "Math.abs(%s)";
      case SIGN -> "Math.signum(%s)";
      case SQUARE -> "%1$s * %1$s";
      case SQRT -> "(" + primitive + ") Math.sqrt(%s)";
      case RELU -> "%1$s < 0 ? zero : %1$s";
      case STEP -> "%1$s > 0 ? one : %1$s != %1$s ? %1$s : zero";
      case LESS -> "%s < %s ? one : zero";
      case SELECT -> "%s != 0 ? %s : %s";
      case GATE -> "%1$s == 0 ? zero : %1$s * %2$s";
      default -> throw new IllegalStateException(operator + " is not fused");
    };
  }

  /** The precision of the numbers. */
  public Precision precision() {
    return precision;
  }

  /** Whether loops add rows up in registers. */
  public boolean addsUpRows() {
    return vector;
  }

  /**
   * What a loop is made of.
   *
   * @param declarations of the class
   * @param start what is done once
   * @param rowStart what is done once a row
   * @param body what is done for each register
   */
  record Parts(String declarations, String start, String rowStart, String body) {}

  /** A class with one method, {@code run}: the loop around the body. */
  String text(int arrays, int numbers, Parts parts) {
    StringBuilder text = method(arrays, numbers, parts);
    text.append("    for (int i = 0; i < count; i += ");
    text.append(vector ? "S.length()" : "1").append(") {\n");
    return text.append(parts.body()).append("    }\n  }\n}\n").toString();
  }

  /** A variable that holds a row's number in all lanes. */
  String spread(String name, int array) {
    return "final %s %s = %s.broadcast(S, a%d[o%d + r])"
        .formatted(type(), name, type(), array, array);
  }

  /**
   * As {@link #text}, row by row, with the rows' sums in the first arrays. Rows of a few registers
   * have no inner loop, whose start and end would cost as much as what it does.
   *
   * @param registers the registers of a row whose work is written out; 0 for an inner loop
   */
  String rowsText(int arrays, int numbers, int sums, int registers, Parts parts) {
    StringBuilder text = method(arrays, numbers, parts);
    // A counted loop, from whose steps the JIT can see that no row reaches past an array.
    text.append("    final int rows = count / stride;\n    for (int r = 0; r < rows; r++) {\n");
    text.append("    final int row = r * ");
    text.append(registers > 0 ? registers + " * S.length();\n" : "stride;\n");
    text.append(parts.rowStart());
    for (int k = 0; k < sums; k++) {
      text.append("    %s s%d = zero;\n".formatted(type(), k));
    }
    if (registers > 0) {
      for (int register = 0; register < registers; register++) {
        text.append("    { final int i = row + %d * S.length();\n".formatted(register));
        text.append(parts.body()).append("    }\n");
      }
    } else {
      text.append("    for (int i = row; i < row + stride; i += S.length()) {\n");
      text.append(parts.body()).append("    }\n");
    }
    for (int k = 0; k < sums; k++) {
      text.append("    s%1$d.intoArray(a%1$d, o%1$d + r * S.length());\n".formatted(k));
    }
    return text.append("    }\n  }\n}\n").toString();
  }

  private StringBuilder method(int arrays, int numbers, Parts parts) {
    StringBuilder text = new StringBuilder(head(boxed + "Loop")).append(parts.declarations());
    text.append(
        "  public void run(%1$s[][] arrays, int[] at, %1$s[] numbers, int count, int stride) {\n"
            .formatted(primitive));
    for (int k = 0; k < arrays; k++) {
      text.append("    final %1$s[] a%2$d = arrays[%2$d];\n".formatted(primitive, k));
      text.append("    final int o%1$d = at[%1$d];\n".formatted(k));
    }
    String number = vector ? boxed + "Vector.broadcast(S, numbers[%1$d])" : "numbers[%1$d]";
    for (int k = 0; k < numbers; k++) {
      text.append(("    final %2$s k%1$d = " + number + ";\n").formatted(k, type()));
    }
    text.append("    final %s zero = %s;\n".formatted(type(), shared("0")));
    text.append("    final %s one = %s;\n".formatted(type(), shared("1")));
    text.append(parts.start());
    return text;
  }

  private String shared(String number) {
    return vector ? "%sVector.broadcast(S, (%s) %s)".formatted(boxed, primitive, number) : number;
  }

  /**
   * The text up to the method of a class that implements an interface of the precision's package.
   */
  String head(String implemented) {
    int dot = CLASS_NAME.lastIndexOf('.');
    StringBuilder text = new StringBuilder("package " + CLASS_NAME.substring(0, dot) + ";\n");
    if (vector) {
      for (String used :
          new String[] {
            type(), integers(), "VectorMask", "VectorOperators", "VectorShuffle", "VectorSpecies"
          }) {
        text.append("import jdk.incubator.vector.").append(used).append(";\n");
      }
    }
    text.append(
        "public final class %s implements io.sparkenergy.backend.cpu.%s.%s {\n"
            .formatted(CLASS_NAME.substring(dot + 1), wide() ? "f64" : "f32", implemented));
    if (vector) {
      text.append(
          "  private static final VectorSpecies S = %s.SPECIES_PREFERRED;\n".formatted(type()));
    }
    return text.toString();
  }

  String boxed() {
    return boxed;
  }

  String primitive() {
    return primitive;
  }

  private boolean wide() {
    return primitive.equals("double");
  }
}
