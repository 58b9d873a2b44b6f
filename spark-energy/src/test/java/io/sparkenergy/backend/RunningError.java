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

import io.sparkenergy.expression.Operator;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Operators over {@link BoundedNumber}s: the value in plain float64, the bound by running error
 * analysis (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.3). A bound
 * holds for any order of summation, fused or not, and for functions that are right to a few units
 * in the last place.
 */
final class RunningError {
  /** Units in the last place that a function may be off. */
  private static final double FUNCTION = 4;

  private final double unit;
  private final double smallest;
  private final double largest;
  private final boolean narrow;

  RunningError(Precision precision) {
    this.narrow = precision == Precision.FLOAT;
    this.unit = narrow ? 0x1p-24 : 0x1p-53;
    this.smallest = narrow ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    this.largest = narrow ? Float.MAX_VALUE : Double.MAX_VALUE;
  }

  /** A parameter or an entry of a row, rounded to the precision on its way in. */
  BoundedNumber leaf(double value) {
    return narrow ? rounded(value, Math.abs(value - (float) value), 0) : BoundedNumber.exact(value);
  }

  BoundedNumber add(BoundedNumber a, BoundedNumber b) {
    double sum = a.value() + b.value();
    boolean overflows = a.isFinite() && b.isFinite() && !Double.isFinite(sum);
    // Infinite inputs are certain or their bound is infinite, and so is this one.
    double error = a.error() + b.error();
    return overflows ? BoundedNumber.uncertain(sum) : rounded(sum, error, 1);
  }

  BoundedNumber subtract(BoundedNumber a, BoundedNumber b) {
    return add(a, new BoundedNumber(-b.value(), b.error()));
  }

  BoundedNumber multiply(BoundedNumber a, BoundedNumber b) {
    double product = a.value() * b.value();
    if (!a.isCertain() || !b.isCertain()) {
      return BoundedNumber.uncertain(product);
    }
    if (a.isNaN() || b.isNaN()) {
      return BoundedNumber.exact(Double.NaN);
    }
    if (a.isInfinite() || b.isInfinite()) {
      return certainIf(settled(a) && settled(b), product);
    }
    if (Double.isInfinite(product)) {
      return overflow(product, Math.abs(a.value() / 4 * b.value()));
    }
    double error = a.magnitude() * b.error() + b.magnitude() * a.error() + a.error() * b.error();
    boolean zero = a.isExactZero() || b.isExactZero();
    return zero ? BoundedNumber.exact(product) : underflowing(product, error, 1);
  }

  BoundedNumber divide(BoundedNumber a, BoundedNumber b) {
    double quotient = a.value() / b.value();
    if (!a.isCertain() || !b.isCertain()) {
      return BoundedNumber.uncertain(quotient);
    }
    if (a.isNaN() || b.isNaN()) {
      return BoundedNumber.exact(Double.NaN);
    }
    if (!settled(b) || ((b.value() == 0 || a.isInfinite()) && !settled(a))) {
      return BoundedNumber.uncertain(quotient);
    }
    if (b.value() == 0 || a.isInfinite() || b.isInfinite() || a.isExactZero()) {
      return BoundedNumber.exact(quotient);
    }
    if (Double.isInfinite(quotient)) {
      return overflow(quotient, Math.abs(a.value() / 4 / b.value()));
    }
    double least = b.magnitude() - b.error();
    return underflowing(quotient, (a.error() + Math.abs(quotient) * b.error()) / least, 2);
  }

  BoundedNumber divideOrZero(BoundedNumber a, BoundedNumber b) {
    return b.isExactZero() ? BoundedNumber.ZERO : divide(a, b);
  }

  BoundedNumber gate(BoundedNumber a, BoundedNumber b) {
    if (a.isExactZero()) {
      return BoundedNumber.ZERO;
    }
    boolean mayClose = !settled(a) && !b.isFinite();
    return mayClose ? BoundedNumber.uncertain(a.value() * b.value()) : multiply(a, b);
  }

  /** Math.max and Math.min give NaN where either is NaN. */
  BoundedNumber extreme(Operator operator, BoundedNumber a, BoundedNumber b) {
    if (a.isNaN() || b.isNaN()) {
      return new BoundedNumber(Double.NaN, a.isNaN() && b.isNaN() ? 0 : certainNaN(a, b));
    }
    double value =
        operator == Operator.MAXIMUM
            ? Math.max(a.value(), b.value())
            : Math.min(a.value(), b.value());
    boolean clear = Math.abs(a.value() - b.value()) > a.error() + b.error();
    boolean first = value == a.value();
    double error = clear ? (first ? a : b).error() : Math.max(a.error(), b.error());
    return new BoundedNumber(value, error);
  }

  private static double certainNaN(BoundedNumber a, BoundedNumber b) {
    return (a.isNaN() ? a : b).error();
  }

  BoundedNumber less(BoundedNumber a, BoundedNumber b) {
    double value = a.value() < b.value() ? 1 : 0;
    if (!a.isCertain() || !b.isCertain()) {
      return new BoundedNumber(value, 1);
    }
    double reach = a.error() + b.error();
    boolean near = reach > 0 && Math.abs(a.value() - b.value()) <= reach;
    return new BoundedNumber(value, near ? 1 : 0);
  }

  /** SIGN and STEP: nothing but the sign of the argument counts. */
  BoundedNumber jump(BoundedNumber a, double value) {
    if (a.isNaN() || a.isExactZero() || a.isApartFromZero()) {
      return new BoundedNumber(value, a.isNaN() ? a.error() : 0);
    }
    return a.isCertain() ? new BoundedNumber(value, 2) : BoundedNumber.uncertain(value);
  }

  /** NaN is not 0. */
  BoundedNumber select(BoundedNumber condition, BoundedNumber yes, BoundedNumber no) {
    BoundedNumber chosen = condition.value() != 0 ? yes : no;
    if (condition.isExactZero() || (condition.isCertain() && condition.isApartFromZero())) {
      return chosen;
    }
    double apart = Math.abs(yes.value() - no.value());
    double error = apart + Math.max(yes.error(), no.error());
    return new BoundedNumber(chosen.value(), error >= 0 ? error : Double.POSITIVE_INFINITY);
  }

  BoundedNumber power(BoundedNumber a, double exponent) {
    double value = Math.pow(a.value(), exponent);
    if (a.isExactZero() || !a.isFinite()) {
      return new BoundedNumber(value, a.error());
    }
    if (!(a.error() < a.magnitude() / 2)) {
      return BoundedNumber.uncertain(value);
    }
    double relative = Math.abs(exponent) * a.error() / (a.magnitude() - a.error());
    double logarithm = Math.abs(exponent * Math.log(a.magnitude()));
    if (Double.isInfinite(value) || relative > 1) {
      return overflow(value, logarithm > 712 && relative < 1 ? Double.POSITIVE_INFINITY : 0);
    }
    // Where a power is exp(c log a), the rounding of c log a comes to it.
    return underflowing(value, Math.abs(value) * 2 * relative, FUNCTION + logarithm);
  }

  BoundedNumber exp(BoundedNumber a) {
    double value = Math.exp(a.value());
    if (!a.isFinite() || !a.isCertain()) {
      return new BoundedNumber(value, a.error());
    }
    if (Double.isInfinite(value)) {
      return overflow(value, Math.exp(a.value() - a.error() - 0.1));
    }
    return underflowing(value, value * Math.expm1(a.error()), FUNCTION);
  }

  BoundedNumber log(BoundedNumber a) {
    return ofPositive(a, Math.log(a.value()), 1);
  }

  BoundedNumber sqrt(BoundedNumber a) {
    double value = Math.sqrt(a.value());
    return ofPositive(a, value, value);
  }

  /** A function with a singularity at 0 and the derivative {@code scale / a}, at most. */
  private BoundedNumber ofPositive(BoundedNumber a, double value, double scale) {
    if (a.isNaN() || a.isExactZero()) {
      return new BoundedNumber(value, a.error());
    }
    if (!a.isApartFromZero()) {
      return BoundedNumber.uncertain(value);
    }
    if (!Double.isFinite(value)) {
      return BoundedNumber.exact(value);
    }
    return rounded(value, scale * a.error() / (a.magnitude() - a.error()), FUNCTION);
  }

  /** As if 1 + a had been rounded: a formula through atanh does that near -1. */
  BoundedNumber log1p(BoundedNumber a) {
    double rounding = a.isFinite() && a.value() != -1 ? unit * a.magnitude() * FUNCTION : 0;
    BoundedNumber shifted = new BoundedNumber(a.value() + 1, a.error() + rounding);
    BoundedNumber logarithm = log(shifted);
    return new BoundedNumber(Math.log1p(a.value()), logarithm.error());
  }

  /**
   * A function that is finite for finite numbers and has a derivative of at most {@code slope}.
   *
   * @param scale what the function's own rounding is relative to
   */
  BoundedNumber smooth(BoundedNumber a, DoubleUnaryOperator function, double slope, double scale) {
    double value = function.applyAsDouble(a.value());
    if (!a.isFinite()) {
      return new BoundedNumber(value, a.error());
    }
    if (a.isExactZero() && value == 0) {
      return BoundedNumber.ZERO;
    }
    return underflowing(value, slope * a.error() + FUNCTION * unit * scale, FUNCTION);
  }

  BoundedNumber sum(BoundedNumber... terms) {
    double value = 0;
    double error = 0;
    double magnitudes = 0;
    boolean finite = true;
    for (BoundedNumber term : terms) {
      value += term.value();
      error += term.error();
      magnitudes += term.magnitude();
      finite &= term.isFinite();
    }
    if (finite && !(magnitudes < largest / 2)) {
      return BoundedNumber.uncertain(value);
    }
    return finite
        ? rounded(value, error + terms.length * unit * magnitudes, 1)
        : new BoundedNumber(value, error);
  }

  /** The triangle inequality bounds what the entries' errors do. */
  BoundedNumber norm(BoundedNumber... entries) {
    double[] values = Arrays.stream(entries).mapToDouble(BoundedNumber::value).toArray();
    double[] errors = Arrays.stream(entries).mapToDouble(BoundedNumber::error).toArray();
    double value = euclidean(values);
    double error = euclidean(errors);
    boolean finite = Arrays.stream(values).allMatch(Double::isFinite);
    if (!finite || value == 0) {
      boolean zeros = Arrays.stream(values).allMatch(entry -> entry == 0);
      return finite && !zeros ? BoundedNumber.uncertain(value) : new BoundedNumber(value, error);
    }
    // Squares leave the range long before their root does.
    if (value > Math.sqrt(largest) / 4) {
      return BoundedNumber.uncertain(value);
    }
    boolean small = value < 1e4 * Math.sqrt(smallest);
    double lost = small ? Math.sqrt(entries.length * smallest) : 0;
    return rounded(value, error + lost, entries.length + FUNCTION);
  }

  private static double euclidean(double... values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  private static boolean settled(BoundedNumber a) {
    return a.isExactZero() || a.isApartFromZero();
  }

  private static BoundedNumber certainIf(boolean certain, double value) {
    return certain ? BoundedNumber.exact(value) : BoundedNumber.uncertain(value);
  }

  /** Infinite for sure if a clearly smaller result is infinite too. */
  private BoundedNumber overflow(double value, double smaller) {
    return certainIf(!narrow && Double.isInfinite(smaller), value);
  }

  BoundedNumber underflowing(double value, double error, double units) {
    boolean small = Math.abs(value) - error < 8 * smallest;
    return rounded(value, error + (small ? smallest : 0), units);
  }

  /** With the rounding of the last operation, {@code units} in the last place. */
  BoundedNumber rounded(double value, double error, double units) {
    if (!Double.isFinite(value)) {
      return new BoundedNumber(value, error);
    }
    double total = error + units * unit * Math.abs(value);
    boolean inRange = Math.abs(value) + total < largest;
    return inRange ? new BoundedNumber(value, total) : BoundedNumber.uncertain(value);
  }
}
