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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Java text of sines and cosines of a SIMD register, for the loops that they are part of.
 *
 * <p>A multiple of π or of π/2 is taken off in three parts, of which the first leaves an exact
 * difference; the rest is put into minimax polynomials. Arguments of 1e9 and beyond, in single
 * precision 30000, are left to {@link Math}, a lane at a time. A sine or a cosine is at most 1.8
 * ulp off in double precision and 2 in single; both of one argument, for which a multiple of π/2 is
 * taken off once, 1.5 and 1.6.
 *
 * <p>The text calls nothing but methods of vectors: HotSpot stops inlining others where a
 * compilation has grown large, and a vector that crosses a call is boxed. Results go through
 * memory, where those of large arguments are replaced: a variable that a branch gives another
 * vector would be a boxed one.
 */
final class SineSource {

  /**
   * What differs between precisions.
   *
   * @param far where arguments begin that are left to {@link Math}
   * @param pi π in three parts
   * @param shift added to a number, rounds it to an integer, which is then in the low bits
   * @param halfTurn the polynomial of the sine up to π/2, such that no result is above 1, and that
   *     of π/2 is 1
   * @param quarterTurn that of the sine up to π/4
   * @param cosine that of the cosine up to π/4, but for the 1
   */
  @SuppressWarnings("ArrayRecordComponent") // Constants of this class.
  private record Numbers(
      double far,
      double[] pi,
      double shift,
      double[] halfTurn,
      double[] quarterTurn,
      double[] cosine) {}

  private static final Numbers DOUBLES =
      new Numbers(
          1e9,
          new double[] {0x1.921fb54442d18p1, 0x1.1a62633145c07p-53, -0x1.f1976b7ed8fbcp-109},
          0x1.8p52,
          new double[] {
            2.721154778648058e-15,
            -7.642989598019086e-13,
            1.6058939634396015e-10,
            -2.5052106871410207e-08,
            2.755731921112255e-06,
            -0.00019841269841209272,
            0.008333333333333174,
            -0.1666666666666666
          },
          new double[] {
            1.589619537735677e-10,
            -2.5050747177332964e-08,
            2.755731361774594e-06,
            -0.00019841269829579372,
            0.008333333333322106,
            -0.1666666666666663
          },
          new double[] {
            -1.1358513805647561e-11,
            2.0875700414575483e-09,
            -2.755731417624249e-07,
            2.4801587288841475e-05,
            -0.001388888888887304,
            0.041666666666666595,
            -0.5
          });

  private static final Numbers FLOATS =
      new Numbers(
          30000,
          new double[] {0x1.921fb6p1, -0x1.777a5cp-24, -0x1.ee59dap-49},
          0x1.8p23,
          new double[] {2.6041885e-06f, -0.00019808923f, 0.008333058f, -0.1666666f},
          new double[] {-0.00019508738f, 0.008332113f, -0.16666654f},
          new double[] {2.4425684e-05f, -0.0013887251f, 0.041666646f, -0.5f});

  private final Dialect dialect;
  private final Numbers numbers;
  private final Consumer<String> line;
  private final Map<Double, String> constants = new LinkedHashMap<>();

  /**
   * Text for loops of a dialect with vectors.
   *
   * @param line takes the statements
   */
  SineSource(Dialect dialect, Consumer<String> line) {
    this.dialect = dialect;
    this.numbers = dialect.isDouble() ? DOUBLES : FLOATS;
    this.line = line;
  }

  /** The declarations of the numbers that the statements use, each in all lanes of a register. */
  String declarations() {
    if (constants.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("    final ");
    text.append(dialect.primitive()).append("[] lanes = new ").append(dialect.primitive());
    text.append("[3 * S.length()];\n    final ").append(dialect.integers()).append(" highest = ");
    text.append(dialect.integers()).append(".broadcast(").append(dialect.integers());
    text.append(".SPECIES_PREFERRED, ").append(dialect.highestBit()).append(");\n");
    constants.forEach(
        (value, name) -> text.append("    ").append(dialect.everywhere(name, value)).append(";\n"));
    return text.toString();
  }

  /** Declares the sine of a variable. */
  void sine(String x, String y) {
    declare("abs_" + y, x + ".abs()");
    declare("turns_" + y, fma("abs_" + y, constant(1 / Math.PI), constant(numbers.shift)));
    String turns = shiftedLeft(bits("turns_" + y), dialect.lastBit());
    declareBits("flips_" + y, exclusiveOr(turns, bits(x)));
    declare("whole_" + y, "turns_" + y + ".sub(" + constant(numbers.shift) + ")");
    rest(y, 1);
    ofHalfTurn(y, "flips_" + y);
    leaveFar(x, y, "sin");
    read(y, 1);
  }

  /** Declares the cosine of a variable: the sine of x + π/2, off which odd multiples are taken. */
  void cosine(String x, String y) {
    declare("abs_" + y, x + ".abs()");
    String turns = fma("abs_" + y, constant(1 / Math.PI), constant(0.5));
    declare("turns_" + y, turns + ".add(" + constant(numbers.shift) + ")");
    String whole = "turns_%s.sub(%s).sub(%s)";
    declare("whole_" + y, whole.formatted(y, constant(numbers.shift), constant(0.5)));
    rest(y, 1);
    ofHalfTurn(y, shiftedLeft(bits("turns_" + y), dialect.lastBit()));
    leaveFar(x, y, "cos");
    read(y, 1);
  }

  /** Declares the sine and the cosine of a variable. */
  void both(String x, String sine, String cosine) {
    declare("abs_" + sine, x + ".abs()");
    declare("turns_" + sine, fma("abs_" + sine, constant(2 / Math.PI), constant(numbers.shift)));
    declare("whole_" + sine, "turns_" + sine + ".sub(" + constant(numbers.shift) + ")");
    rest(sine, 0.5);
    // Of quarter turns, the last bit and the one before it: as the highest, and the rest as it is.
    declareBits("half_" + sine, shiftedLeft(bits("turns_" + sine), dialect.lastBit() - 1));
    declareBits("odd_" + sine, "half_%1$s.add(half_%1$s)".formatted(sine));
    declareBits(
        "sin_" + sine, bits("(" + polynomial(numbers.quarterTurn, sine) + timesCube(sine) + ")"));
    declareBits(
        "cos_" + sine,
        bits("(" + polynomial(numbers.cosine, sine) + ".fma(square_" + sine + ", one))"));

    // An odd number of quarter turns exchanges the two; two of them negate both.
    String all = "odd_" + sine + ".lanewise(VectorOperators.ASHR, " + dialect.lastBit() + ")";
    declareBits(
        "exchange_" + sine, exclusiveOr("sin_" + sine, "cos_" + sine) + ".and(" + all + ")");
    flipped(
        1, exclusiveOr("sin_" + sine, "exchange_" + sine), exclusiveOr("half_" + sine, bits(x)));
    flipped(
        2,
        exclusiveOr("cos_" + sine, "exchange_" + sine),
        exclusiveOr("half_" + sine, "odd_" + sine));
    leaveFar(x, sine, "sinAndCos");
    read(sine, 1);
    read(cosine, 2);
  }

  /** What is left of the argument, and its square. */
  private void rest(String y, double ofPi) {
    String rest = "abs_" + y;
    for (double part : numbers.pi) {
      rest = fma("whole_" + y, constant(-part * ofPi), rest);
    }
    declare("rest_" + y, rest);
    declare("square_" + y, "rest_%1$s.mul(rest_%1$s)".formatted(y));
  }

  private void ofHalfTurn(String y, String flips) {
    flipped(1, bits("(" + polynomial(numbers.halfTurn, y) + timesCube(y) + ")"), flips);
  }

  /** Writes a number, negated where the highest bit is set, to memory. */
  private void flipped(int place, String bits, String flips) {
    String sign = flips + ".and(highest)";
    String y = exclusiveOr(bits, sign) + "." + dialect.fromBits();
    line.accept("%s.intoArray(lanes, %s)".formatted(y, at(place)));
  }

  private String polynomial(double[] coefficients, String y) {
    StringBuilder text = new StringBuilder(constant(coefficients[0]));
    for (int i = 1; i < coefficients.length; i++) {
      text.append(".fma(square_%s, %s)".formatted(y, constant(coefficients[i])));
    }
    return text.toString();
  }

  /** The odd polynomial x + x³ p(x²). */
  private static String timesCube(String y) {
    return ".fma(square_%1$s.mul(rest_%1$s), rest_%1$s)".formatted(y);
  }

  /**
   * Replaces what is in memory, lane by lane, where arguments are too large for what went before.
   */
  private void leaveFar(String x, String abs, String function) {
    String from = dialect.literal(numbers.far);
    String far = "abs_%s.compare(VectorOperators.GE, %s)".formatted(abs, from);
    String replace =
        "%s.intoArray(lanes, 0); %s.%s(lanes, S.length(), %s);"
            .formatted(x, dialect.farNumbers(), function, from);
    line.accept("if (%s.anyTrue()) { %s }".formatted(far, replace));
  }

  private void read(String y, int place) {
    declare(y, "%s.fromArray(S, lanes, %s)".formatted(dialect.type(), at(place)));
  }

  private static String at(int place) {
    return place + " * S.length()";
  }

  private void declare(String name, String value) {
    line.accept("final %s %s = %s".formatted(dialect.type(), name, value));
  }

  private void declareBits(String name, String value) {
    line.accept("final %s %s = %s".formatted(dialect.integers(), name, value));
  }

  private String bits(String value) {
    return value + "." + dialect.toBits();
  }

  private static String fma(String a, String b, String c) {
    return "%s.fma(%s, %s)".formatted(a, b, c);
  }

  private static String shiftedLeft(String bits, int places) {
    return "%s.lanewise(VectorOperators.LSHL, %d)".formatted(bits, places);
  }

  /** With a cast, since Janino takes the method of Vector for that of its subclass. */
  private String exclusiveOr(String a, String b) {
    return "((%s) %s.lanewise(VectorOperators.XOR, %s))".formatted(dialect.integers(), a, b);
  }

  private String constant(double value) {
    return constants.computeIfAbsent(value, v -> "c" + constants.size());
  }
}
