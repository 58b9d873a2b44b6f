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

import io.sparkenergy.expression.Expression;
import io.sparkenergy.imports.onnx.ConstantTensor.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.special.Erf;

/** The operators that work entry by entry. */
final class ElementwiseOperators {
  private static final Elementwise WHERE =
      new Elementwise(
          in -> in.get(0).select(in.get(1), in.get(2)),
          numbers -> numbers[0] != 0 ? numbers[1] : numbers[2]);

  private ElementwiseOperators() {}

  static Map<String, Conversion> table() {
    Map<String, Conversion> table = new HashMap<>();
    table.put("Neg", unary(Expression::negate, x -> -x));
    table.put("Abs", unary(Expression::abs, Math::abs));
    table.put("Sign", unary(Expression::sign, Math::signum));
    table.put("Reciprocal", unary(x -> Expression.constant(1).dividedBy(x), x -> 1 / x));
    table.put("Sqrt", unary(Expression::sqrt, Math::sqrt));
    table.put("Exp", unary(Expression::exp, Math::exp));
    table.put("Log", unary(Expression::log, Math::log));
    table.put("Sin", unary(Expression::sin, Math::sin));
    table.put("Cos", unary(Expression::cos, Math::cos));
    table.put("Tanh", unary(Expression::tanh, Math::tanh));
    table.put("Sigmoid", unary(Expression::sigmoid, x -> 1 / (1 + Math.exp(-x))));
    table.put("Softplus", unary(Expression::softplus, ElementwiseOperators::softplus));
    table.put("Softsign", unary(x -> x.dividedBy(x.abs().plus(1)), x -> x / (1 + Math.abs(x))));
    table.put("Erf", unary(Expression::erf, Erf::erf));
    table.put("Relu", unary(Expression::relu, x -> x > 0 || Double.isNaN(x) ? x : 0));
    table.put("Mish", unary(x -> x.times(x.softplus().tanh()), x -> x * Math.tanh(softplus(x))));

    table.put("Add", binary(Expression::plus, Double::sum));
    table.put("Sub", binary(Expression::minus, (a, b) -> a - b));
    table.put("Mul", binary(Expression::times, (a, b) -> a * b));
    table.put("Div", binary(Expression::dividedBy, (a, b) -> a / b));
    table.put("Max", variadic(Expression::max, Math::max));
    table.put("Min", variadic(Expression::min, Math::min));
    table.put("Sum", variadic(Expression::plus, Double::sum));
    table.put("Pow", Conversion.of(ElementwiseOperators::pow));

    table.put("Less", binary(Expression::lessThan, (a, b) -> a < b ? 1 : 0));
    table.put("Greater", binary((a, b) -> b.lessThan(a), (a, b) -> a > b ? 1 : 0));
    table.put("LessOrEqual", binary(ElementwiseOperators::notGreater, (a, b) -> a <= b ? 1 : 0));
    table.put("GreaterOrEqual", binary((a, b) -> notGreater(b, a), (a, b) -> a >= b ? 1 : 0));
    table.put("Not", unary(x -> Expression.constant(1).minus(x), x -> 1 - x));
    table.put("And", binary(Expression::times, (a, b) -> a * b));
    table.put("Or", binary(Expression::max, Math::max));
    table.put(
        "Where", Conversion.of(node -> where(node, node.input(0), node.input(1), node.input(2))));

    table.put("Clip", Conversion.of(ElementwiseOperators::clip));
    table.put("LeakyRelu", parametric("alpha", 0.01, ElementwiseOperators::leakyRelu));
    table.put("Elu", parametric("alpha", 1, ElementwiseOperators::elu));
    table.put("PRelu", binary((x, slope) -> leakyRelu(x, slope), (x, s) -> x > 0 ? x : s * x));
    table.put("Gelu", Conversion.of(ElementwiseOperators::gelu));
    return table;
  }

  private static Conversion unary(UnaryOperator<Expression> symbolic, DoubleUnaryOperator numeric) {
    Elementwise function =
        new Elementwise(
            in -> symbolic.apply(in.get(0)), numbers -> numeric.applyAsDouble(numbers[0]));
    return Conversion.of(node -> function.over(node, node.input(0)));
  }

  static Elementwise of(BinaryOperator<Expression> symbolic, DoubleBinaryOperator numeric) {
    return new Elementwise(
        in -> symbolic.apply(in.get(0), in.get(1)),
        numbers -> numeric.applyAsDouble(numbers[0], numbers[1]));
  }

  private static Conversion binary(
      BinaryOperator<Expression> symbolic, DoubleBinaryOperator numeric) {
    Elementwise function = of(symbolic, numeric);
    return Conversion.of(node -> function.over(node, node.input(0), node.input(1)));
  }

  private static Conversion variadic(
      BinaryOperator<Expression> symbolic, DoubleBinaryOperator numeric) {
    Elementwise function = of(symbolic, numeric);
    return Conversion.of(
        node -> {
          OnnxValue result = node.input(0);
          for (int i = 1; i < node.inputCount(); i++) {
            result = function.over(node, result, node.input(i));
          }
          return result;
        });
  }

  /** A function of rows with a number that an attribute gives. */
  private static Conversion parametric(
      String attribute, double byDefault, BinaryOperator<Expression> symbolic) {
    return Conversion.of(
        node -> {
          Expression number = Expression.constant(node.real(attribute, byDefault));
          return ofRows(node, x -> symbolic.apply(x, number));
        });
  }

  private static OnnxValue ofRows(NodeScope node, UnaryOperator<Expression> function) {
    if (node.input(0) instanceof RowTensor row) {
      return new RowTensor(row.shape(), function.apply(row.expression()));
    }
    throw node.refused("constants alone", "what differs from row to row");
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** 1 where a ≤ b; NaN is neither below nor above anything. */
  private static Expression notGreater(Expression a, Expression b) {
    Expression numbers = isNumber(a).times(isNumber(b));
    return b.lessThan(a).select(Expression.constant(0), numbers);
  }

  private static Expression isNumber(Expression a) {
    return a.lessThan(Expression.constant(1)).max(Expression.constant(0).lessThan(a));
  }

  /** Through relu(x)(1 - s) + s x, whose slope at 0 is s as PyTorch has it. */
  private static Expression leakyRelu(Expression x, Expression slope) {
    return x.relu().times(Expression.constant(1).minus(slope)).plus(x.times(slope));
  }

  private static Expression elu(Expression x, Expression alpha) {
    return x.relu().plus(x.min(Expression.constant(0)).exp().minus(1).times(alpha));
  }

  private static OnnxValue pow(NodeScope node) {
    if (node.input(0) instanceof ConstantTensor) {
      return of((a, b) -> a, Math::pow).over(node, node.constant(0), asReal(node.constant(1)));
    }
    ConstantTensor exponent = node.constant(1);
    if (exponent.size() != 1 || exponent.holdsBatch()) {
      throw node.refused(exponent.size() + " exponents", "one number");
    }
    double number = exponent.values()[0];
    Elementwise power =
        new Elementwise(
            in ->
                number == 2
                    ? in.get(0).square()
                    : number == 0.5 ? in.get(0).sqrt() : in.get(0).pow(number),
            numbers -> Math.pow(numbers[0], number));
    return power.over(node, node.input(0), exponent);
  }

  private static ConstantTensor asReal(ConstantTensor tensor) {
    return new ConstantTensor(Kind.REAL, tensor.shape(), tensor.values());
  }

  private static OnnxValue where(NodeScope node, OnnxValue condition, OnnxValue yes, OnnxValue no) {
    boolean known = condition instanceof ConstantTensor && yes instanceof ConstantTensor;
    if (known && no instanceof ConstantTensor) {
      ConstantTensor mask = (ConstantTensor) condition;
      Kind kind = ((ConstantTensor) yes).kind();
      return WHERE.over(node, new ConstantTensor(kind, mask.shape(), mask.values()), yes, no);
    }
    return WHERE.over(node, condition, yes, no);
  }

  /** Bounds are attributes up to version 10, and inputs from 11 on. */
  private static OnnxValue clip(NodeScope node) {
    OnnxValue result = node.input(0);
    for (int i = 1; i <= 2; i++) {
      Elementwise bound = i == 1 ? of(Expression::max, Math::max) : of(Expression::min, Math::min);
      String attribute = i == 1 ? "min" : "max";
      if (node.attribute(attribute, OnnxAttribute.FLOAT).isPresent()) {
        double number = node.real(attribute, 0);
        result =
            bound.over(
                node, result, new ConstantTensor(Kind.REAL, new int[0], new double[] {number}));
      } else if (node.has(i)) {
        if (node.constant(i).size() != 1) {
          throw node.refused(node.constant(i).size() + " bounds", "one");
        }
        result = bound.over(node, result, node.constant(i).reshaped());
      }
    }
    return result;
  }

  private static OnnxValue gelu(NodeScope node) {
    String form = node.text("approximate", "none");
    return switch (form) {
      case "none" -> ofRows(node, Expression::gelu);
      case "tanh" ->
          ofRows(
              node,
              x ->
                  x.square()
                      .times(x)
                      .times(0.044715)
                      .plus(x)
                      .times(Math.sqrt(2 / Math.PI))
                      .tanh()
                      .plus(1)
                      .times(x)
                      .times(0.5));
      default -> throw node.refused("approximate " + form, "none or tanh");
    };
  }
}
