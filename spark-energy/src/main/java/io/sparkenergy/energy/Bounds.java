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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A box, of which any side may be open, and the bijection between its inside and all of space,
 * column by column:
 *
 * <pre>
 *   l &lt; x &lt; u    y = log(x-l) - log(u-x)    log dy/dx = log(u-l) - log(x-l) - log(u-x)
 *   l &lt; x        y = log(x-l)               log dy/dx = -log(x-l)
 *       x &lt; u    y = -log(u-x)              log dy/dx = -log(u-x)
 *       x        y = x                      log dy/dx = 0
 * </pre>
 */
final class Bounds implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Expression ZERO = Expression.constant(0);
  private static final Expression ONE = Expression.constant(1);

  private final double[] lower;
  private final double[] upper;

  private Bounds(double[] lower, double[] upper) {
    Require.notEmpty("lower", lower.length);
    Require.length("upper", upper.length, lower.length, "lower");
    this.lower = lower.clone();
    this.upper = upper.clone();
    for (int i = 0; i < lower.length; i++) {
      requireBound("lower[" + i + "]", lower[i], Double.NEGATIVE_INFINITY);
      requireBound("upper[" + i + "]", upper[i], Double.POSITIVE_INFINITY);
      if (!(lower[i] < upper[i])) {
        throw EnergyException.invalidParameter(
            "upper[" + i + "]", upper[i], "a number > lower[" + i + "] = " + lower[i]);
      }
      if (hasLower(i) && hasUpper(i) && Double.isInfinite(upper[i] - lower[i])) {
        throw EnergyException.invalidParameter(
            "upper[" + i + "]", upper[i], "an upper - lower that float64 can hold");
      }
    }
  }

  private static void requireBound(String field, double value, double none) {
    if (!Double.isFinite(value) && value != none) {
      throw EnergyException.invalidParameter(
          field, value, "a finite number, or " + none + " (in JSON null) for none");
    }
  }

  /**
   * A box.
   *
   * @param lower a bound a column, -∞ for none
   * @param upper a bound a column, +∞ for none
   * @throws EnergyException if the lengths differ, or a bound is NaN or not below its upper one
   */
  static Bounds of(double[] lower, double[] upper) {
    return new Bounds(lower, upper);
  }

  static Bounds fromJson(FieldReader fields) {
    double[] lower = fields.limits("lower", Double.NEGATIVE_INFINITY);
    double[] upper = fields.limits("upper", Double.POSITIVE_INFINITY);
    return fields.build(() -> of(lower, upper));
  }

  void writeFields(FieldWriter fields) {
    fields.limits("lower", lower).limits("upper", upper);
  }

  int dimension() {
    return lower.length;
  }

  private boolean hasLower(int column) {
    return lower[column] != Double.NEGATIVE_INFINITY;
  }

  private boolean hasUpper(int column) {
    return upper[column] != Double.POSITIVE_INFINITY;
  }

  private boolean hasBoth(int column) {
    return hasLower(column) && hasUpper(column);
  }

  private boolean hasOne(int column) {
    return hasLower(column) != hasUpper(column);
  }

  private boolean hasNone(int column) {
    return !hasLower(column) && !hasUpper(column);
  }

  /** A vector, and Σ log of its derivatives column by column. */
  record Mapped(Expression vector, Expression logJacobian) {}

  /** From inside of the box to all of space. */
  Mapped toSpace(Expression x) {
    Expression vector = where(this::hasNone, x, ZERO);
    Expression logJacobian = Expression.constant(logWidths());
    if (any(this::hasLower)) {
      Expression log = aboveLower(x).log();
      vector = vector.plus(log);
      logJacobian = logJacobian.minus(log.sum());
    }
    if (any(this::hasUpper)) {
      Expression log = belowUpper(x).log();
      vector = vector.minus(log);
      logJacobian = logJacobian.minus(log.sum());
    }
    return new Mapped(vector, logJacobian);
  }

  /** From all of space to the inside of the box. */
  Mapped toBox(Expression y) {
    Expression vector =
        where(this::hasNone, y, ZERO)
            .plus(numbers(i -> hasLower(i) ? lower[i] : hasUpper(i) ? upper[i] : 0));
    Expression logJacobian = Expression.constant(logWidths());
    if (any(this::hasBoth)) {
      Expression inner = where(this::hasBoth, y, ZERO);
      vector =
          vector.plus(inner.sigmoid().times(numbers(i -> hasBoth(i) ? upper[i] - lower[i] : 0)));
      // log σ'(y) = y - 2 log(1 + e^y), of which the last is 0 only where it is left out.
      Expression slope = inner.minus(inner.softplus().times(2));
      logJacobian = logJacobian.plus(where(this::hasBoth, slope, ZERO).sum());
    }
    if (any(this::hasOne)) {
      Expression sign = numbers(i -> hasOne(i) ? hasLower(i) ? 1 : -1 : 0);
      Expression exponent = where(this::hasOne, y.times(sign), ZERO);
      vector = vector.plus(exponent.exp().times(sign));
      logJacobian = logJacobian.plus(exponent.sum());
    }
    return new Mapped(vector, logJacobian);
  }

  /** How far x is inside; 0 or less on the box's sides and outside of it. */
  Expression margin(Expression x) {
    Expression margin = ONE;
    if (any(this::hasLower)) {
      margin = margin.min(aboveLower(x).smallest());
    }
    return any(this::hasUpper) ? margin.min(belowUpper(x).smallest()) : margin;
  }

  /** x - l, and 1 where there is no l. */
  private Expression aboveLower(Expression x) {
    return where(this::hasLower, x.minus(numbers(i -> hasLower(i) ? lower[i] : 0)), ONE);
  }

  /** u - x, and 1 where there is no u. */
  private Expression belowUpper(Expression x) {
    return where(this::hasUpper, numbers(i -> hasUpper(i) ? upper[i] : 0).minus(x), ONE);
  }

  private double logWidths() {
    return columns().filter(this::hasBoth).mapToDouble(i -> Math.log(upper[i] - lower[i])).sum();
  }

  private IntStream columns() {
    return IntStream.range(0, lower.length);
  }

  private boolean any(IntPredicate which) {
    return columns().anyMatch(which);
  }

  private interface Numbers {
    double of(int column);
  }

  private Expression numbers(Numbers numbers) {
    return Expression.parameter(columns().mapToDouble(numbers::of).toArray());
  }

  /** {@code yes} in some columns; in the others {@code no}, and no trace of {@code yes}. */
  private Expression where(IntPredicate which, Expression yes, Expression no) {
    if (columns().allMatch(which)) {
      return yes;
    }
    return any(which) ? numbers(i -> which.test(i) ? 1 : 0).select(yes, no) : no;
  }

  @Override
  public String toString() {
    return Arrays.toString(lower) + " < x < " + Arrays.toString(upper);
  }
}
