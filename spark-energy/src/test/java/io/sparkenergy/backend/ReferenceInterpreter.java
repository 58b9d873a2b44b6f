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
package io.sparkenergy.backend;

import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Instruction;
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.ParameterVector;
import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Runs a program over one row, operator by operator, in plain Java and as the table of operators
 * says it, with a bound beside each number. It shares nothing with any backend, and all of them are
 * held to it.
 */
final class ReferenceInterpreter {
  private final Program program;
  private final RunningError rounding;
  private final BoundedNumber[][] registers;

  ReferenceInterpreter(Program program, Precision precision) {
    this.program = program;
    this.rounding = new RunningError(precision);
    this.registers = new BoundedNumber[program.registerLengths().size()][];
  }

  /** The outputs for a row, one after the other. */
  List<BoundedNumber[]> run(double... row) {
    registers[0] = Arrays.stream(row).mapToObj(rounding::leaf).toArray(BoundedNumber[]::new);
    for (Instruction instruction : program.instructions()) {
      BoundedNumber[] result = result(instruction);
      if (result.length != instruction.output().length()) {
        throw new IllegalStateException(instruction + " gave " + result.length + " numbers");
      }
      registers[instruction.output().index()] = result;
    }
    return program.outputs().stream().map(this::read).toList();
  }

  private BoundedNumber[] read(Value value) {
    if (value instanceof Value.Register register) {
      return registers[register.index()];
    }
    if (value instanceof Value.Parameter parameter) {
      return leaves(parameter.values());
    }
    return new BoundedNumber[] {rounding.leaf(((Value.Constant) value).value())};
  }

  private BoundedNumber[] leaves(ParameterVector values) {
    return Arrays.stream(values.toArray()).mapToObj(rounding::leaf).toArray(BoundedNumber[]::new);
  }

  private BoundedNumber[] result(Instruction instruction) {
    BoundedNumber[][] in =
        instruction.inputs().stream().map(this::read).toArray(BoundedNumber[][]::new);
    Attribute attribute = instruction.attribute();
    Operator operator = instruction.operator();
    return switch (operator) {
      case INPUT, DIRECTION, CONSTANT, PARAMETER, SIZE, TERM, CLIP, POINT, LEAF, LEAF_GRADIENT ->
          throw new IllegalStateException(operator + " is not interpreted");

      case ADD -> pairs(in, rounding::add);
      case SUBTRACT -> pairs(in, rounding::subtract);
      case MULTIPLY -> pairs(in, rounding::multiply);
      case DIVIDE -> pairs(in, rounding::divide);
      case DIVIDE_OR_ZERO -> pairs(in, rounding::divideOrZero);
      case MAXIMUM, MINIMUM -> pairs(in, (a, b) -> rounding.extreme(operator, a, b));
      case POWER -> {
        double exponent = Attribute.as(Attribute.Literal.class, attribute).value();
        yield entries(in, a -> rounding.power(a, exponent));
      }

      case ABS -> entries(in, a -> new BoundedNumber(a.magnitude(), a.error()));
      case SIGN -> entries(in, a -> rounding.jump(a, Math.signum(a.value())));
      case SQUARE -> entries(in, a -> rounding.multiply(a, a));
      case SQRT -> entries(in, rounding::sqrt);
      case EXP -> entries(in, rounding::exp);
      case LOG -> entries(in, rounding::log);
      case LOG1P -> entries(in, rounding::log1p);
      case SIN -> entries(in, a -> rounding.smooth(a, Math::sin, 1, Math.min(1, a.magnitude())));
      case COS -> entries(in, a -> rounding.smooth(a, Math::cos, 1, 1));
      // ND4J's own is (e^2a - 1) / (e^2a + 1), whose error is one of 1, not of a small a.
      case TANH -> entries(in, a -> rounding.smooth(a, Math::tanh, 1, 1));
      case SIGMOID -> entries(in, a -> rounding.smooth(a, SpecialFunctions::sigmoid, 0.25, 0));
      case SOFTPLUS -> entries(in, a -> rounding.smooth(a, SpecialFunctions::softplus, 1, 0));
      case ERF ->
          entries(in, a -> rounding.smooth(a, SpecialFunctions::erf, 2 / Math.sqrt(Math.PI), 0));
      case RELU -> entries(in, a -> rounding.extreme(Operator.MAXIMUM, a, BoundedNumber.ZERO));
      case STEP ->
          entries(in, a -> rounding.jump(a, a.isNaN() ? Double.NaN : a.value() > 0 ? 1 : 0));

      case LESS -> pairs(in, rounding::less);
      case SELECT ->
          entries(length(in), j -> rounding.select(at(in[0], j), at(in[1], j), at(in[2], j)));
      case GATE -> pairs(in, rounding::gate);

      case SUM -> scalar(rounding.sum(in[0]));
      case DOT -> scalar(rounding.sum(pairs(in, rounding::multiply)));
      case NORM -> scalar(rounding.norm(in[0]));
      case LARGEST -> scalar(largest(in[0]));
      case LOG_SUM_EXP -> scalar(exponentials(in[0]).logSumExp());

      case SOFTMAX -> exponentials(in[0]).softmax();
      case LARGEST_MASK -> largestMask(in[0]);
      case BROADCAST -> entries(instruction.output().length(), j -> in[0][0]);
      case ELEMENT -> scalar(in[0][Attribute.as(Attribute.Index.class, attribute).index()]);
      case STACK -> entries(in.length, k -> in[k][0]);
      case SLICE -> {
        int start = Attribute.as(Attribute.Window.class, attribute).start().offset();
        yield Arrays.copyOfRange(in[0], start, start + instruction.output().length());
      }
      case PAD -> {
        int start = Attribute.as(Attribute.Window.class, attribute).start().offset();
        yield entries(
            instruction.output().length(),
            j -> j < start || j >= start + in[0].length ? BoundedNumber.ZERO : in[0][j - start]);
      }
      case LINEAR -> linear(Attribute.as(Attribute.LinearMap.class, attribute), in[0]);
    };
  }

  private ExponentialSum exponentials(BoundedNumber... exponents) {
    return new ExponentialSum(rounding, exponents);
  }

  private BoundedNumber largest(BoundedNumber... entries) {
    return Arrays.stream(entries)
        .reduce((a, b) -> rounding.extreme(Operator.MAXIMUM, a, b))
        .orElseThrow();
  }

  /** Which entry is the largest beside NaN is nobody's promise. */
  private BoundedNumber[] largestMask(BoundedNumber... entries) {
    BoundedNumber largest = largest(entries);
    if (largest.isNaN() || !largest.isCertain()) {
      return entries(entries.length, j -> BoundedNumber.uncertain(Double.NaN));
    }
    int first =
        IntStream.range(0, entries.length)
            .filter(j -> entries[j].value() == largest.value())
            .findFirst()
            .orElseThrow();
    boolean clear =
        IntStream.range(0, entries.length)
            .filter(j -> j != first)
            .allMatch(j -> !reaches(entries[j], entries[first]));
    return entries(entries.length, j -> new BoundedNumber(j == first ? 1 : 0, clear ? 0 : 1));
  }

  private static boolean reaches(BoundedNumber entry, BoundedNumber largest) {
    double reach = entry.error() + largest.error();
    return reach > 0 && !(largest.value() - entry.value() > reach);
  }

  private BoundedNumber[] linear(Attribute.LinearMap map, BoundedNumber... in) {
    Matrix matrix = map.matrix();
    return entries(
        map.outputLength(),
        i ->
            rounding.sum(
                entries(
                    in.length,
                    j ->
                        rounding.multiply(
                            rounding.leaf(map.transposed() ? matrix.get(j, i) : matrix.get(i, j)),
                            in[j]))));
  }

  private static BoundedNumber at(BoundedNumber[] entries, int index) {
    return entries.length == 1 ? entries[0] : entries[index];
  }

  private static int length(BoundedNumber[]... in) {
    return Arrays.stream(in).mapToInt(entries -> entries.length).max().orElseThrow();
  }

  private static BoundedNumber[] pairs(
      BoundedNumber[][] in, BinaryOperator<BoundedNumber> function) {
    return entries(length(in), j -> function.apply(at(in[0], j), at(in[1], j)));
  }

  private static BoundedNumber[] entries(
      BoundedNumber[][] in, UnaryOperator<BoundedNumber> function) {
    return entries(in[0].length, j -> function.apply(in[0][j]));
  }

  private interface Entry {
    BoundedNumber at(int index);
  }

  private static BoundedNumber[] entries(int length, Entry entry) {
    BoundedNumber[] entries = new BoundedNumber[length];
    for (int j = 0; j < length; j++) {
      entries[j] = entry.at(j);
    }
    return entries;
  }

  private static BoundedNumber[] scalar(BoundedNumber number) {
    return new BoundedNumber[] {number};
  }
}
