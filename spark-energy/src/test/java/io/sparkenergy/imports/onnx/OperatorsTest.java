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
package io.sparkenergy.imports.onnx;

import static io.sparkenergy.imports.onnx.EnergyChecks.requireEqual;
import static io.sparkenergy.imports.onnx.OnnxBytes.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each operator by itself, against the same formula in plain Java. */
class OperatorsTest {
  private record Unary(String operator, DoubleUnaryOperator function, double scale) {}

  private record Binary(String operator, DoubleBinaryOperator function) {}

  private static Stream<Named<Unary>> unary() {
    return Stream.of(
            new Unary("Neg", x -> -x, 1),
            new Unary("Abs", Math::abs, 1),
            new Unary("Identity", x -> x, 1),
            new Unary("Sign", Math::signum, 1),
            new Unary("Reciprocal", x -> 1 / x, 1),
            new Unary("Exp", Math::exp, 3),
            new Unary("Sin", Math::sin, 3),
            new Unary("Cos", Math::cos, 3),
            new Unary("Tanh", Math::tanh, 1),
            new Unary("Sigmoid", x -> 1 / (1 + Math.exp(-x)), 3),
            new Unary("Softplus", x -> Math.log(1 + Math.exp(x)), 3),
            new Unary("Softsign", x -> x / (1 + Math.abs(x)), 1),
            new Unary("Erf", Erf::erf, 1),
            new Unary("Relu", x -> Math.max(x, 0), 1),
            new Unary("Mish", x -> x * Math.tanh(Math.log(1 + Math.exp(x))), 1),
            new Unary("LeakyRelu", x -> x > 0 ? x : 0.01f * x, 1),
            new Unary("Elu", x -> x > 0 ? x : Math.expm1(x), 1),
            new Unary("Gelu", x -> 0.5 * x * (1 + Erf.erf(x / Math.sqrt(2))), 1),
            new Unary("Dropout", x -> x, 1))
        .map(each -> Named.of(each.operator(), each));
  }

  private static OnnxBytes summed(OnnxBytes model) {
    return model.ints("1", 1).node("ReduceSum", "y 1", "e");
  }

  @ParameterizedTest
  @MethodSource("unary")
  void ofOneInput(Unary unary) {
    requireEqual(
        summed(OnnxBytes.model(20, 3).node(unary.operator(), "x", "y")).read().energy(),
        x -> Arrays.stream(x).map(withDefault(unary)).sum(),
        unary.scale());
  }

  /** The default slope is a double here, though ONNX files write float32. */
  private static DoubleUnaryOperator withDefault(Unary unary) {
    return unary.operator().equals("LeakyRelu") ? x -> x > 0 ? x : 0.01 * x : unary.function();
  }

  @ParameterizedTest
  @MethodSource("unary")
  void ofOneConstant(Unary unary) {
    if (Stream.of("Elu", "Gelu", "LeakyRelu").anyMatch(unary.operator()::equals)) {
      return; // Refused: RefusalsTest.
    }
    double[] numbers = {0.5, -1.25, 3};
    requireEqual(
        OnnxBytes.model(20, 3)
            .floats("c", new long[] {3}, numbers)
            .node(unary.operator(), "c", "f")
            .node("MatMul", "x f", "e")
            .read()
            .energy(),
        x -> {
          double sum = 0;
          for (int j = 0; j < 3; j++) {
            sum += x[j] * unary.function().applyAsDouble(numbers[j]);
          }
          return sum;
        });
  }

  @Test
  void rootAndLogarithmOfPositiveNumbers() {
    for (String operator : new String[] {"Sqrt", "Log"}) {
      requireEqual(
          summed(OnnxBytes.model(13, 2).node("Abs", "x", "a").node(operator, "a", "y"))
              .read()
              .energy(),
          x ->
              Arrays.stream(x)
                  .map(Math::abs)
                  .map(operator.equals("Log") ? Math::log : Math::sqrt)
                  .sum());
    }
  }

  private static Stream<Named<Binary>> binary() {
    return Stream.of(
            new Binary("Add", Double::sum),
            new Binary("Sub", (a, b) -> a - b),
            new Binary("Mul", (a, b) -> a * b),
            new Binary("Div", (a, b) -> a / b),
            new Binary("Max", Math::max),
            new Binary("Min", Math::min),
            new Binary("Sum", Double::sum),
            new Binary("PRelu", (a, b) -> a > 0 ? a : a * b),
            new Binary("Less", (a, b) -> a < b ? 1 : 0),
            new Binary("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
            new Binary("Greater", (a, b) -> a > b ? 1 : 0),
            new Binary("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0))
        .map(each -> Named.of(each.operator(), each));
  }

  @ParameterizedTest
  @MethodSource("binary")
  void ofTwoInputs(Binary binary) {
    DoubleBinaryOperator f = binary.function();
    OnnxBytes rows =
        OnnxBytes.model(16, 3)
            .floats("c", new long[] {1, 3}, 0.5, -1.25, 3)
            .node("Sin", "x", "s")
            .node(binary.operator(), "x s", "y0")
            .node(binary.operator(), "x c", "y1")
            .node("Add", "y0 y1", "y");
    double[] c = {0.5, -1.25, 3};
    requireEqual(
        summed(rows).read().energy(),
        x -> {
          double sum = 0;
          for (int j = 0; j < 3; j++) {
            sum += f.applyAsDouble(x[j], Math.sin(x[j])) + f.applyAsDouble(x[j], c[j]);
          }
          return sum;
        });
  }

  @ParameterizedTest
  @MethodSource("binary")
  void ofTwoConstants(Binary binary) {
    requireEqual(
        OnnxBytes.model(16, 3)
            .floats("a", new long[] {3}, 0.5, -1.25, 3)
            .floats("b", new long[] {1}, -1.25)
            .node(binary.operator(), "a b", "c")
            .node("MatMul", "x c", "e")
            .read()
            .energy(),
        x -> {
          DoubleBinaryOperator f = binary.function();
          return f.applyAsDouble(0.5, -1.25) * x[0]
              + f.applyAsDouble(-1.25, -1.25) * x[1]
              + f.applyAsDouble(3, -1.25) * x[2];
        });
  }

  @Test
  void comparisonsWithNanAreFalse() {
    INDArray nan = Nd4j.createFromArray(new double[][] {{Double.NaN}});
    for (String operator : new String[] {"Less", "LessOrEqual", "Greater", "GreaterOrEqual"}) {
      OnnxModel model =
          OnnxBytes.model(16, 1)
              .floats("zero", new long[] {}, 0)
              .floats("seven", new long[] {}, 7)
              .node(operator, "x zero", "c")
              .node("Where", "c zero seven", "e")
              .read();
      assertThat(model.energy().energy(nan).getDouble(0)).as(operator).isEqualTo(7);
    }
  }

  @Test
  void whereTakesOneOfTwo() {
    requireEqual(
        summed(
                OnnxBytes.model(16, 2)
                    .floats("zero", new long[] {}, 0)
                    .floats("c", new long[] {2}, 3, 4)
                    .node("Greater", "x zero", "positive")
                    .node("Not", "positive", "negative")
                    .node("Exp", "x", "exp")
                    .node("Where", "negative exp c", "y"))
            .read()
            .energy(),
        x -> (x[0] > 0 ? 3 : Math.exp(x[0])) + (x[1] > 0 ? 4 : Math.exp(x[1])));
    requireEqual(
        summed(
                OnnxBytes.model(16, 2)
                    .floats("a", new long[] {1, 2}, 0.5, 0.5)
                    .floats("zero", new long[] {}, 0)
                    .node("Greater", "x zero", "p")
                    .node("Less", "x a", "q")
                    .node("And", "p q", "both")
                    .node("Or", "p q", "one")
                    .node("Cast", "both", "bothNumber", attribute("to", 1))
                    .node("Where", "one bothNumber x", "y"))
            .read()
            .energy(),
        x -> Arrays.stream(x).map(v -> v > 0 && v < 0.5 ? 1 : 0).sum());
  }

  @Test
  void powersOfSeveralExponents() {
    Map<Double, DoubleUnaryOperator> powers = new TreeMap<>();
    powers.put(2.0, a -> a * a);
    powers.put(3.0, a -> a * a * a);
    powers.put(0.5, Math::sqrt);
    powers.put(-1.5, a -> Math.pow(a, -1.5));
    powers.put(0.0, a -> 1);
    powers.forEach(
        (exponent, function) ->
            requireEqual(
                summed(
                        OnnxBytes.model(13, 2)
                            .floats("c", new long[] {1}, exponent)
                            .node("Abs", "x", "a")
                            .node("Pow", "a c", "y"))
                    .read()
                    .energy(),
                x -> Arrays.stream(x).map(Math::abs).map(function).sum()));
    requireEqual(
        OnnxBytes.model(13, 2)
            .floats("base", new long[] {2}, 3, 2)
            .ints("exponent", 3)
            .node("Pow", "base exponent", "c")
            .node("MatMul", "x c", "e")
            .read()
            .energy(),
        x -> 27 * x[0] + 8 * x[1]);
  }

  @Test
  void clipTakesItsBoundsFromAttributesOrInputs() {
    ToDoubleFunction<double[]> clipped =
        x -> Arrays.stream(x).map(v -> Math.max(-0.25, Math.min(0.5, v))).sum();
    requireEqual(
        summed(
                OnnxBytes.model(10, 3)
                    .node("Clip", "x", "y", attribute("min", -0.25f), attribute("max", 0.5f)))
            .read()
            .energy(),
        clipped);
    requireEqual(
        summed(
                OnnxBytes.model(13, 3)
                    .floats("lo", new long[] {}, -0.25)
                    .floats("hi", new long[] {}, 0.5)
                    .node("Clip", "x lo hi", "y"))
            .read()
            .energy(),
        clipped);
    requireEqual(
        summed(OnnxBytes.model(13, 3).floats("hi", new long[] {}, 0.5).node("Clip", "x - hi", "y"))
            .read()
            .energy(),
        x -> Arrays.stream(x).map(v -> Math.min(0.5, v)).sum());
  }

  @Test
  void attributesOfActivationsCount() {
    requireEqual(
        summed(OnnxBytes.model(13, 2).node("LeakyRelu", "x", "y", attribute("alpha", 0.25f)))
            .read()
            .energy(),
        x -> Arrays.stream(x).map(v -> v > 0 ? v : 0.25 * v).sum());
    requireEqual(
        summed(OnnxBytes.model(13, 2).node("Elu", "x", "y", attribute("alpha", 2f)))
            .read()
            .energy(),
        x -> Arrays.stream(x).map(v -> v > 0 ? v : 2 * Math.expm1(v)).sum());
    requireEqual(
        summed(OnnxBytes.model(20, 2).node("Gelu", "x", "y", attribute("approximate", "tanh")))
            .read()
            .energy(),
        x ->
            Arrays.stream(x)
                .map(
                    v ->
                        0.5
                            * v
                            * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))))
                .sum());
  }

  /** As PyTorch has it: the slope at 0 is that of the negative side. */
  @Test
  void slopesAtKinks() {
    INDArray zero = Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 1, 1);
    assertThat(slopeAt0("LeakyRelu", zero, attribute("alpha", 0.25f))).isEqualTo(0.25);
    assertThat(slopeAt0("Elu", zero, attribute("alpha", 0.5f))).isEqualTo(0.5);
    assertThat(slopeAt0("Relu", zero)).isZero();
    assertThat(slopeAt0("Clip", zero, attribute("min", 0f))).isEqualTo(1);
  }

  @SafeVarargs
  private static double slopeAt0(String operator, INDArray zero, Consumer<Protobuf>... attributes) {
    return OnnxBytes.model(10, 1)
        .node(operator, "x", "e", attributes)
        .read()
        .energy()
        .gradient(zero)
        .getDouble(0);
  }
}
