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
package io.sparkenergy.expression;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The simplifier's rules, one method an operator; inputs are simplified already. */
final class Rewrites {
  private final Simplifier simplifier;

  Rewrites(Simplifier simplifier) {
    this.simplifier = simplifier;
  }

  /** A simpler node with the same meaning, if there is one. */
  Optional<Expression> rewrite(Operator operator, Attribute attribute, List<Expression> in) {
    Optional<Expression> narrowed = narrow(operator, attribute, in);
    if (narrowed.isPresent()) {
      return narrowed;
    }
    return switch (operator) {
      case ADD -> add(in.get(0), in.get(1));
      case SUBTRACT -> subtract(in.get(0), in.get(1));
      case MULTIPLY -> multiply(in.get(0), in.get(1));
      case DIVIDE -> divide(in.get(0), in.get(1));
      case POWER -> power(Attribute.as(Attribute.Literal.class, attribute).value(), in.get(0));
      case SQRT -> squareRoot(in.get(0));
      case SUM -> sum(in.get(0));
      case DOT -> dot(in.get(0), in.get(1));
      case LINEAR -> linear(attribute, in.get(0));
      case ELEMENT -> element(attribute, in.get(0));
      case SLICE -> slice(attribute, in.get(0));
      case GATE, SELECT -> choose(operator, in);
      case LOG_SUM_EXP ->
          in.get(0).operator() == Operator.STACK && in.get(0).inputs().size() == 1
              ? Optional.of(in.get(0).input(0))
              : Optional.empty();
      case SIZE -> {
        Dim length = Attribute.as(Attribute.Extent.class, attribute).length();
        yield length.free() ? Optional.empty() : Optional.of(simplifier.constant(length.offset()));
      }
      default -> Optional.empty();
    };
  }

  /** A broadcast meets a vector as the scalar it is; broadcasts alone are worked on as scalars. */
  private Optional<Expression> narrow(Operator operator, Attribute attribute, List<Expression> in) {
    if (!operator.isElementwise()
        || in.stream().noneMatch(e -> e.operator() == Operator.BROADCAST)) {
      return Optional.empty();
    }
    List<Expression> narrowed =
        in.stream().map(e -> e.operator() == Operator.BROADCAST ? e.input(0) : e).toList();
    Expression result = simplifier.node(operator, attribute, narrowed);
    boolean vectorLeft = narrowed.stream().anyMatch(e -> !e.shape().isScalar());
    if (vectorLeft) {
      return Optional.of(result);
    }
    Dim length = Expression.node(operator, attribute, in).length();
    return Optional.of(
        simplifier.node(Operator.BROADCAST, new Attribute.Extent(length), List.of(result)));
  }

  private Optional<Expression> add(Expression a, Expression b) {
    if (value(a).isPresent()) {
      double c = value(a).getAsDouble();
      if (value(b).isPresent()) {
        return Optional.of(simplifier.constant(c + value(b).getAsDouble()));
      }
      if (c == 0) {
        return Optional.of(b);
      }
    }
    double sum = factor(a) + factor(b);
    if (base(a) == base(b) && sum != 0) {
      return Optional.of(times(sum, base(a)));
    }
    if (factor(b) == -1) {
      return Optional.of(simplifier.node(Operator.SUBTRACT, a, base(b)));
    }
    if (factor(a) == -1) {
      return Optional.of(simplifier.node(Operator.SUBTRACT, b, base(a)));
    }
    return Optional.empty();
  }

  private Optional<Expression> subtract(Expression a, Expression b) {
    if (value(a).isPresent() && value(b).isPresent()) {
      return Optional.of(simplifier.constant(value(a).getAsDouble() - value(b).getAsDouble()));
    }
    if (isValue(b, 0)) {
      return Optional.of(a);
    }
    if (isValue(a, 0)) {
      return Optional.of(times(-1, b));
    }
    double difference = factor(a) - factor(b);
    if (base(a) == base(b) && difference != 0) {
      return Optional.of(times(difference, base(a)));
    }
    if (factor(b) < 0) {
      return Optional.of(simplifier.node(Operator.ADD, a, times(-factor(b), base(b))));
    }
    return Optional.empty();
  }

  private Optional<Expression> multiply(Expression a, Expression b) {
    if (value(a).isPresent()) {
      double c = value(a).getAsDouble();
      if (value(b).isPresent()) {
        return Optional.of(simplifier.constant(c * value(b).getAsDouble()));
      }
      if (c == 1) {
        return Optional.of(b);
      }
      if (value(b.operator() == Operator.MULTIPLY ? b.input(0) : b).isPresent()) {
        return Optional.of(times(c * factor(b), base(b)));
      }
      if (c == -1 && b.operator() == Operator.SUBTRACT) {
        return Optional.of(simplifier.node(Operator.SUBTRACT, b.input(1), b.input(0)));
      }
    } else if (a == b) {
      return Optional.of(simplifier.node(Operator.SQUARE, a));
    }
    return pullScalar(Operator.MULTIPLY, Attribute.NONE, List.of(a, b));
  }

  private Optional<Expression> divide(Expression a, Expression b) {
    if (value(a).isPresent() && value(b).isPresent()) {
      return Optional.of(simplifier.constant(value(a).getAsDouble() / value(b).getAsDouble()));
    }
    if (isValue(b, 1)) {
      return Optional.of(a);
    }
    if (factor(a) != 1) {
      return Optional.of(times(factor(a), simplifier.node(Operator.DIVIDE, base(a), b)));
    }
    return Optional.empty();
  }

  private Optional<Expression> power(double exponent, Expression a) {
    if (value(a).isPresent()) {
      return Optional.of(simplifier.constant(Math.pow(value(a).getAsDouble(), exponent)));
    }
    if (exponent == 1) {
      return Optional.of(a);
    }
    if (exponent == 2) {
      return Optional.of(simplifier.node(Operator.SQUARE, a));
    }
    if (exponent == -1) {
      return Optional.of(simplifier.node(Operator.DIVIDE, simplifier.constant(1), a));
    }
    return Optional.empty();
  }

  /** √(a·a) and √(a·a / c) are norms, whose gradient is defined at 0. */
  private Optional<Expression> squareRoot(Expression a) {
    if (value(a).isPresent()) {
      return Optional.of(simplifier.constant(Math.sqrt(value(a).getAsDouble())));
    }
    if (a.operator() == Operator.DOT && a.input(0) == a.input(1)) {
      return Optional.of(simplifier.node(Operator.NORM, a.input(0)));
    }
    if (a.operator() == Operator.DIVIDE
        && a.input(0).operator() == Operator.DOT
        && a.input(0).input(0) == a.input(0).input(1)) {
      return Optional.of(
          simplifier.node(
              Operator.DIVIDE,
              simplifier.node(Operator.NORM, a.input(0).input(0)),
              simplifier.node(Operator.SQRT, a.input(1))));
    }
    return Optional.empty();
  }

  private Optional<Expression> sum(Expression a) {
    return switch (a.operator()) {
      case SQUARE -> Optional.of(simplifier.node(Operator.DOT, a.input(0), a.input(0)));
      case BROADCAST ->
          Optional.of(
              simplifier.node(
                  Operator.MULTIPLY,
                  a.input(0),
                  simplifier.node(Operator.SIZE, new Attribute.Extent(a.length()), List.of())));
      case PAD -> Optional.of(simplifier.node(Operator.SUM, a.input(0)));
      case DIVIDE, DIVIDE_OR_ZERO ->
          a.input(1).shape().isScalar()
              ? Optional.of(
                  simplifier.node(
                      a.operator(), simplifier.node(Operator.SUM, a.input(0)), a.input(1)))
              : Optional.empty();
      case MULTIPLY ->
          pullScalar(Operator.SUM, Attribute.NONE, List.of(a))
              .or(() -> Optional.of(simplifier.node(Operator.DOT, a.input(0), a.input(1))));
      default -> Optional.empty();
    };
  }

  private Optional<Expression> dot(Expression a, Expression b) {
    if (a.operator() == Operator.BROADCAST) {
      return Optional.of(
          simplifier.node(Operator.MULTIPLY, a.input(0), simplifier.node(Operator.SUM, b)));
    }
    if (b.operator() == Operator.BROADCAST) {
      return dot(b, a);
    }
    return pullScalar(Operator.DOT, Attribute.NONE, List.of(a, b));
  }

  private Optional<Expression> linear(Attribute map, Expression a) {
    return pullScalar(Operator.LINEAR, map, List.of(a));
  }

  private Optional<Expression> element(Attribute attribute, Expression a) {
    int index = Attribute.as(Attribute.Index.class, attribute).index();
    return switch (a.operator()) {
      case STACK -> Optional.of(a.input(index));
      case BROADCAST -> Optional.of(a.input(0));
      case PARAMETER ->
          Optional.of(
              simplifier.constant(
                  Attribute.as(Attribute.Numbers.class, a.attribute()).values().get(index)));
      default -> Optional.empty();
    };
  }

  private Optional<Expression> slice(Attribute attribute, Expression a) {
    Attribute.Window window = Attribute.as(Attribute.Window.class, attribute);
    if (window.length().equals(a.length())) {
      return Optional.of(a);
    }
    if (a.operator() == Operator.BROADCAST) {
      return Optional.of(
          simplifier.node(Operator.BROADCAST, new Attribute.Extent(window.length()), a.inputs()));
    }
    return Optional.empty();
  }

  private Optional<Expression> choose(Operator operator, List<Expression> in) {
    OptionalDouble switched = value(in.get(0));
    if (switched.isEmpty()) {
      return Optional.empty();
    }
    boolean on = switched.getAsDouble() != 0;
    if (operator == Operator.GATE) {
      return on
          ? Optional.of(simplifier.node(Operator.MULTIPLY, in.get(0), in.get(1)))
          : Optional.empty();
    }
    Expression chosen = on ? in.get(1) : in.get(2);
    boolean widened = in.stream().anyMatch(e -> !e.shape().isScalar()) && chosen.shape().isScalar();
    return widened ? Optional.empty() : Optional.of(chosen);
  }

  /**
   * Where a vector input is a scalar times a vector, applies the operator to the vector and
   * multiplies once at the end: the operators that ask for this are linear in each vector input.
   */
  private Optional<Expression> pullScalar(
      Operator operator, Attribute attribute, List<Expression> in) {
    int at =
        IntStream.range(0, in.size()).filter(i -> isScaledVector(in.get(i))).findFirst().orElse(-1);
    if (at < 0) {
      return Optional.empty();
    }
    Expression scaled = in.get(at);
    int scalarAt = scaled.input(0).shape().isScalar() ? 0 : 1;
    Expression scalar = scaled.input(scalarAt);
    Expression vector = scaled.input(1 - scalarAt);
    if (in.size() == 2 && in.get(1 - at).shape().isScalar()) {
      Expression factors = simplifier.node(Operator.MULTIPLY, scalar, in.get(1 - at));
      return Optional.of(simplifier.node(Operator.MULTIPLY, factors, vector));
    }
    List<Expression> without =
        IntStream.range(0, in.size()).mapToObj(i -> i == at ? vector : in.get(i)).toList();
    return Optional.of(
        simplifier.node(Operator.MULTIPLY, scalar, simplifier.node(operator, attribute, without)));
  }

  private static boolean isScaledVector(Expression e) {
    return e.operator() == Operator.MULTIPLY
        && !e.shape().isScalar()
        && (e.input(0).shape().isScalar() || e.input(1).shape().isScalar());
  }

  private Expression times(double factor, Expression e) {
    return simplifier.node(Operator.MULTIPLY, simplifier.constant(factor), e);
  }

  private static OptionalDouble value(Expression e) {
    return e.operator() == Operator.CONSTANT
        ? OptionalDouble.of(Attribute.as(Attribute.Literal.class, e.attribute()).value())
        : OptionalDouble.empty();
  }

  private static boolean isValue(Expression e, double value) {
    return value(e).isPresent() && value(e).getAsDouble() == value;
  }

  /** c where e is c · base. */
  private static double factor(Expression e) {
    return e.operator() == Operator.MULTIPLY ? value(e.input(0)).orElse(1) : 1;
  }

  private static Expression base(Expression e) {
    return e.operator() == Operator.MULTIPLY && value(e.input(0)).isPresent() ? e.input(1) : e;
  }
}
