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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;

/**
 * A value computed from one row: an operator over other expressions. Immutable. Scalars and vectors
 * combine freely (a scalar meets every entry); vectors must be equally long, and an expression that
 * does not fit is refused when it is written, not when it runs.
 *
 * <pre>{@code
 * EnergyFunction ripples = EnergyFunction.define("ripples", x -> x.sin().square().sum());
 * }</pre>
 */
public final class Expression {
  static final Expression ZERO = constant(0);

  private final Operator operator;
  private final Attribute attribute;
  private final List<Expression> inputs;
  private final Shape shape;

  private Expression(Operator operator, Attribute attribute, List<Expression> inputs) {
    this.operator = operator;
    this.attribute = attribute;
    this.inputs = inputs;
    this.shape =
        operator
            .shapeRule()
            .shape(operator, attribute, inputs.stream().map(Expression::shape).toList());
  }

  /**
   * A node of the graph; the methods below read better.
   *
   * @throws EnergyException if the inputs' count or shapes do not fit the operator
   */
  static Expression node(Operator operator, Attribute attribute, List<Expression> inputs) {
    if (operator.arity() >= 0 && operator.arity() != inputs.size()) {
      throw EnergyException.of(
          ErrorCondition.SHAPE_MISMATCH,
          "operator",
          operator.symbol(),
          "found",
          inputs.size() + " inputs",
          "expected",
          operator.arity());
    }
    return new Expression(operator, attribute, List.copyOf(inputs));
  }

  private static Expression node(Operator operator, Expression... inputs) {
    return node(operator, Attribute.NONE, List.of(inputs));
  }

  /** The row x, of a length that may be open until a batch is seen. */
  public static Expression input(Dim length) {
    return node(Operator.INPUT, new Attribute.Extent(length), List.of());
  }

  /** The direction v of a Hessian-vector product. */
  static Expression direction(Dim length) {
    return node(Operator.DIRECTION, new Attribute.Extent(length), List.of());
  }

  /**
   * A number.
   *
   * @throws EnergyException if it is NaN or infinite
   */
  public static Expression constant(double value) {
    if (!Double.isFinite(value)) {
      throw EnergyException.invalidParameter("constant", value, "a finite number");
    }
    return node(Operator.CONSTANT, new Attribute.Literal(value), List.of());
  }

  /**
   * A vector of numbers, the same for every row.
   *
   * @throws EnergyException if there is none, or one is NaN or infinite
   */
  public static Expression parameter(double... values) {
    return node(Operator.PARAMETER, new Attribute.Numbers(ParameterVector.of(values)), List.of());
  }

  /** Scalars side by side as a vector. */
  public static Expression stack(List<Expression> scalars) {
    return node(Operator.STACK, Attribute.NONE, scalars);
  }

  public Operator operator() {
    return operator;
  }

  public Attribute attribute() {
    return attribute;
  }

  public List<Expression> inputs() {
    return inputs;
  }

  Expression input(int index) {
    return inputs.get(index);
  }

  public Shape shape() {
    return shape;
  }

  /** The vector's length; 1 for a scalar. */
  public Dim length() {
    return shape.length();
  }

  public Expression plus(Expression other) {
    return node(Operator.ADD, this, other);
  }

  public Expression plus(double other) {
    return plus(constant(other));
  }

  public Expression minus(Expression other) {
    return node(Operator.SUBTRACT, this, other);
  }

  public Expression minus(double other) {
    return minus(constant(other));
  }

  public Expression times(Expression other) {
    return node(Operator.MULTIPLY, this, other);
  }

  public Expression times(double other) {
    return times(constant(other));
  }

  public Expression dividedBy(Expression other) {
    return node(Operator.DIVIDE, this, other);
  }

  public Expression dividedBy(double other) {
    return dividedBy(constant(other));
  }

  /** This divided by the other, and 0 where the other is 0. */
  public Expression dividedOrZero(Expression other) {
    return node(Operator.DIVIDE_OR_ZERO, this, other);
  }

  public Expression negate() {
    return times(-1);
  }

  /** The larger of two, the first on ties. */
  public Expression max(Expression other) {
    return node(Operator.MAXIMUM, this, other);
  }

  /** The smaller of two, the first on ties. */
  public Expression min(Expression other) {
    return node(Operator.MINIMUM, this, other);
  }

  /** This to the power of a number. */
  public Expression pow(double exponent) {
    return node(Operator.POWER, new Attribute.Literal(exponent), List.of(this));
  }

  public Expression abs() {
    return node(Operator.ABS, this);
  }

  /** -1, 0 or 1; its derivative is 0. */
  public Expression sign() {
    return node(Operator.SIGN, this);
  }

  public Expression square() {
    return node(Operator.SQUARE, this);
  }

  public Expression sqrt() {
    return node(Operator.SQRT, this);
  }

  public Expression exp() {
    return node(Operator.EXP, this);
  }

  public Expression log() {
    return node(Operator.LOG, this);
  }

  /** log(1 + this), exact near 0. */
  public Expression log1p() {
    return node(Operator.LOG1P, this);
  }

  public Expression sin() {
    return node(Operator.SIN, this);
  }

  public Expression cos() {
    return node(Operator.COS, this);
  }

  public Expression tanh() {
    return node(Operator.TANH, this);
  }

  /** 1 / (1 + e^-this). */
  public Expression sigmoid() {
    return node(Operator.SIGMOID, this);
  }

  /** log(1 + e^this), exact for large arguments. */
  public Expression softplus() {
    return node(Operator.SOFTPLUS, this);
  }

  public Expression erf() {
    return node(Operator.ERF, this);
  }

  /** max(this, 0). */
  public Expression relu() {
    return node(Operator.RELU, this);
  }

  /** 1 where this > 0, else 0; its derivative is 0. */
  public Expression step() {
    return node(Operator.STEP, this);
  }

  /** this · sigmoid(this). */
  public Expression silu() {
    return times(sigmoid());
  }

  /** this · Φ(this) with Φ the normal distribution function, by erf. */
  public Expression gelu() {
    return times(0.5).times(times(Math.sqrt(0.5)).erf().plus(1));
  }

  /** 1 where this &lt; other, else 0. */
  public Expression lessThan(Expression other) {
    return node(Operator.LESS, this, other);
  }

  /** {@code yes} where this is not 0, else {@code no}. */
  public Expression select(Expression yes, Expression no) {
    return node(Operator.SELECT, this, yes, no);
  }

  /** this · other, and 0 where this is 0 even if the other is infinite or NaN. */
  Expression gate(Expression other) {
    return node(Operator.GATE, this, other);
  }

  /** Marks this scalar as a term whose gradient is taken by itself: see {@link Operator#TERM}. */
  public Expression asTerm() {
    return node(Operator.TERM, this);
  }

  /** Σ over the entries. */
  public Expression sum() {
    return node(Operator.SUM, this);
  }

  /** The mean of the entries. */
  public Expression mean() {
    return sum().dividedBy(size());
  }

  /** Σ this · other. */
  public Expression dot(Expression other) {
    return node(Operator.DOT, this, other);
  }

  /** The Euclidean norm; its gradient at 0 is 0. */
  public Expression norm() {
    return node(Operator.NORM, this);
  }

  /** The largest entry. */
  public Expression largest() {
    return node(Operator.LARGEST, this);
  }

  /** The smallest entry. */
  public Expression smallest() {
    return negate().largest().negate();
  }

  Expression largestMask() {
    return node(Operator.LARGEST_MASK, this);
  }

  /** log Σ exp of the entries, without overflow. */
  public Expression logSumExp() {
    return node(Operator.LOG_SUM_EXP, this);
  }

  /** exp of the entries over its sum. */
  public Expression softmax() {
    return node(Operator.SOFTMAX, this);
  }

  /** The number of entries, as a scalar. */
  public Expression size() {
    ShapeRule.requireVector(Operator.SIZE, shape);
    return node(Operator.SIZE, new Attribute.Extent(length()), List.of());
  }

  /** The scalar in every entry of a vector. */
  public Expression broadcast(Dim length) {
    return node(Operator.BROADCAST, new Attribute.Extent(length), List.of(this));
  }

  /** The entry at an index, counted from 0. */
  public Expression get(int index) {
    return node(Operator.ELEMENT, new Attribute.Index(index), List.of(this));
  }

  /** The first {@code count} entries. */
  public Expression first(int count) {
    return slice(Dim.of(0), Dim.of(count));
  }

  /** The last {@code count} entries. */
  public Expression last(int count) {
    return slice(length().plus(-count), Dim.of(count));
  }

  /** All but the first {@code count} entries. */
  public Expression dropFirst(int count) {
    return slice(Dim.of(count), length().plus(-count));
  }

  /** All but the last {@code count} entries. */
  public Expression dropLast(int count) {
    return slice(Dim.of(0), length().plus(-count));
  }

  Expression slice(Dim start, Dim length) {
    return node(Operator.SLICE, new Attribute.Window(start, length), List.of(this));
  }

  Expression pad(Dim start, Dim length) {
    return node(Operator.PAD, new Attribute.Window(start, length), List.of(this));
  }

  /** W · this. */
  public Expression linear(Matrix matrix) {
    return linear(new Attribute.LinearMap(matrix, false));
  }

  Expression linear(Attribute.LinearMap map) {
    return node(Operator.LINEAR, map, List.of(this));
  }

  /** W · this + b. */
  public Expression affine(Matrix matrix, double... offset) {
    return linear(matrix).plus(parameter(offset));
  }

  /** A row function applied to this vector. */
  public Expression leaf(RowFunction function) {
    return node(Operator.LEAF, new Attribute.Leaf(function), List.of(this));
  }

  Expression leafGradient(RowFunction function) {
    return node(Operator.LEAF_GRADIENT, new Attribute.Leaf(function), List.of(this));
  }

  @Override
  public String toString() {
    return operator.symbol()
        + inputs.stream().map(input -> input.operator.symbol()).toList()
        + " → "
        + shape;
  }
}
