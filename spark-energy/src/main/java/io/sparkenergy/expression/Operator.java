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

import static io.sparkenergy.expression.Expression.constant;

import io.sparkenergy.error.EnergyException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The table of operators. A row is all there is to an operator in this package: how many inputs it
 * takes (-1: any number), the shape it gives, and its derivative. Each backend has one kernel a
 * row.
 *
 * <p>In the comments a and b are the inputs, y the result, g the adjoint of the result.
 */
public enum Operator {
  // Leaves.
  /** The row x. */
  INPUT(0, ShapeRule.EXTENT, Derivative.ZERO),
  /** A second vector beside x, the direction of a Hessian-vector product. */
  DIRECTION(0, ShapeRule.EXTENT, Derivative.ZERO),
  /** A number. */
  CONSTANT(0, ShapeRule.SCALAR, Derivative.ZERO),
  /** A vector of numbers. */
  PARAMETER(0, ShapeRule.PARAMETER, Derivative.ZERO),
  /** The length of a vector, as a number. */
  SIZE(0, ShapeRule.SCALAR, Derivative.ZERO),

  // Arithmetic, entry by entry.
  ADD(2, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g, g)),
  SUBTRACT(2, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g, g.negate())),
  MULTIPLY(2, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(1)), g.times(y.input(0)))),
  /** Through y = a / b, so that a denominator is never squared. */
  DIVIDE(
      2,
      ShapeRule.ELEMENTWISE,
      (y, g) -> List.of(g.dividedBy(y.input(1)), g.times(y).dividedBy(y.input(1)).negate())),
  /** a / b, and 0 where b is 0: the direction of a vector that has none. */
  DIVIDE_OR_ZERO(
      2,
      ShapeRule.ELEMENTWISE,
      (y, g) ->
          List.of(g.dividedOrZero(y.input(1)), g.times(y).dividedOrZero(y.input(1)).negate())),
  /** The larger, NaN if either is; the first on ties. */
  MAXIMUM(
      2,
      ShapeRule.ELEMENTWISE,
      (y, g) -> {
        Expression second = y.input(0).lessThan(y.input(1));
        return List.of(second.select(Expression.ZERO, g), second.select(g, Expression.ZERO));
      }),
  /** The smaller, NaN if either is; the first on ties. */
  MINIMUM(
      2,
      ShapeRule.ELEMENTWISE,
      (y, g) -> {
        Expression second = y.input(1).lessThan(y.input(0));
        return List.of(second.select(Expression.ZERO, g), second.select(g, Expression.ZERO));
      }),
  /** a^c for a number c. */
  POWER(
      1,
      ShapeRule.ELEMENTWISE,
      (y, g) -> {
        double c = Attribute.as(Attribute.Literal.class, y.attribute()).value();
        return List.of(g.times(y.input(0).pow(c - 1).times(c)));
      }),

  // Functions, entry by entry.
  ABS(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(0).sign()))),
  /** -1, 0 or 1. */
  SIGN(1, ShapeRule.ELEMENTWISE, Derivative.ZERO),
  SQUARE(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(0)).times(2))),
  SQRT(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.dividedBy(y).times(0.5))),
  EXP(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y))),
  LOG(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.dividedBy(y.input(0)))),
  /** log(1 + a). */
  LOG1P(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.dividedBy(y.input(0).plus(1)))),
  SIN(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(0).cos()))),
  COS(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(0).sin()).negate())),
  TANH(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(constant(1).minus(y.square())))),
  /** 1 / (1 + e^-a). */
  SIGMOID(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.times(constant(1).minus(y))))),
  /** log(1 + e^a), exact for large a. */
  SOFTPLUS(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(0).sigmoid()))),
  ERF(
      1,
      ShapeRule.ELEMENTWISE,
      (y, g) -> List.of(g.times(y.input(0).square().negate().exp().times(2 / Math.sqrt(Math.PI))))),
  /** max(a, 0). */
  RELU(1, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(0).step()))),
  /** 1 where a > 0, else 0. */
  STEP(1, ShapeRule.ELEMENTWISE, Derivative.ZERO),

  // Choice, entry by entry.
  /** 1 where a &lt; b, else 0. */
  LESS(2, ShapeRule.ELEMENTWISE, Derivative.ZERO),
  /** The second input where the first is not 0, else the third; the other one leaves no trace. */
  SELECT(
      3,
      ShapeRule.ELEMENTWISE,
      (y, g) ->
          List.of(
              Expression.ZERO,
              y.input(0).select(g, Expression.ZERO),
              y.input(0).select(Expression.ZERO, g))),
  /** a b, and 0 where a is 0 whatever b is. */
  GATE(2, ShapeRule.ELEMENTWISE, (y, g) -> List.of(g.times(y.input(1)), y.input(0).gate(g))),
  /**
   * A scalar as it is. Marks a term of a minimum, a mixture, …: its gradient is taken by itself and
   * gated by its weight, so that a term which does not count cannot spoil the others with its NaN.
   */
  TERM(1, ShapeRule.SAME_SCALAR, (y, g) -> List.of(g)),
  /**
   * An energy and the {@link #POINT} that it is an energy of; the energy as it is. Its gradient at
   * the point is taken by itself, shortened to a norm, and goes on from there: see {@link
   * Clipping}.
   */
  CLIP(2, ShapeRule.ENERGY_AT, (y, g) -> List.of(g, Expression.ZERO)),
  /** A vector as it is. What is simplified on either side of it keeps it. */
  POINT(1, ShapeRule.SAME_VECTOR, (y, g) -> List.of(g)),

  // Reductions over the row.
  SUM(1, ShapeRule.REDUCTION, (y, g) -> List.of(g.broadcast(y.input(0).length()))),
  DOT(2, ShapeRule.REDUCTION, (y, g) -> List.of(y.input(1).times(g), y.input(0).times(g))),
  /** √Σa², with the gradient 0 where it is 0. */
  NORM(1, ShapeRule.REDUCTION, (y, g) -> List.of(y.input(0).times(g.dividedOrZero(y)))),
  /** The largest entry, NaN if any is; the first on ties. */
  LARGEST(1, ShapeRule.REDUCTION, (y, g) -> List.of(y.input(0).largestMask().times(g))),
  /** log Σ exp a, with the largest subtracted first. */
  LOG_SUM_EXP(1, ShapeRule.REDUCTION, (y, g) -> List.of(y.input(0).softmax().times(g))),

  // Vectors from vectors.
  /** exp a / Σ exp a. */
  SOFTMAX(1, ShapeRule.SAME_VECTOR, (y, g) -> List.of(y.times(g.minus(g.dot(y))))),
  /** 1 at the largest entry (the first of them), else 0. */
  LARGEST_MASK(1, ShapeRule.SAME_VECTOR, Derivative.ZERO),
  BROADCAST(1, ShapeRule.EXTENT, (y, g) -> List.of(g.sum())),
  /** One entry as a scalar. */
  ELEMENT(
      1,
      ShapeRule.ELEMENT,
      (y, g) -> {
        int index = Attribute.as(Attribute.Index.class, y.attribute()).index();
        return List.of(g.broadcast(Dim.of(1)).pad(Dim.of(index), y.input(0).length()));
      }),
  /** Scalars side by side. */
  STACK(
      -1,
      ShapeRule.STACK,
      (y, g) -> IntStream.range(0, y.inputs().size()).mapToObj(g::get).toList()),
  /** Neighbouring entries. */
  SLICE(
      1,
      ShapeRule.SLICE,
      (y, g) -> {
        Dim start = Attribute.as(Attribute.Window.class, y.attribute()).start();
        return List.of(g.pad(start, y.input(0).length()));
      }),
  /** Zeros around a vector. */
  PAD(
      1,
      ShapeRule.PAD,
      (y, g) -> {
        Dim start = Attribute.as(Attribute.Window.class, y.attribute()).start();
        return List.of(g.slice(start, y.input(0).length()));
      }),
  /** W a, over a batch one matrix product. */
  LINEAR(
      1,
      ShapeRule.LINEAR,
      (y, g) ->
          List.of(g.linear(Attribute.as(Attribute.LinearMap.class, y.attribute()).transpose()))),

  // What is not an expression.
  /** A row function's value. */
  LEAF(
      1,
      ShapeRule.REDUCTION,
      (y, g) -> {
        RowFunction function = Attribute.as(Attribute.Leaf.class, y.attribute()).function();
        if (!function.hasGradient()) {
          throw EnergyException.noGradient(function.name(), "score", function.whyNoGradient());
        }
        return List.of(y.input(0).leafGradient(function).times(g));
      }),
  /** A row function's gradient. */
  LEAF_GRADIENT(
      1,
      ShapeRule.SAME_VECTOR,
      (y, g) -> {
        throw EnergyException.noGradient(
            Attribute.as(Attribute.Leaf.class, y.attribute()).function().name(),
            "second derivative",
            "it is not an expression");
      });

  private final int arity;
  private final ShapeRule shapeRule;
  private final Derivative derivative;

  Operator(int arity, ShapeRule shapeRule, Derivative derivative) {
    this.arity = arity;
    this.shapeRule = shapeRule;
    this.derivative = derivative;
  }

  /** The name in JSON and in messages. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many inputs the operator takes; -1 where any number does. */
  public int arity() {
    return arity;
  }

  ShapeRule shapeRule() {
    return shapeRule;
  }

  Derivative derivative() {
    return derivative;
  }

  /** Whether the order of the two inputs does not matter. */
  boolean isCommutative() {
    return this == ADD || this == MULTIPLY || this == DOT;
  }

  /** Whether the operator works entry by entry. */
  public boolean isElementwise() {
    return shapeRule == ShapeRule.ELEMENTWISE;
  }
}
