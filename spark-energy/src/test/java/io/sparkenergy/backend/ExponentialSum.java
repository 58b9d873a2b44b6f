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

import java.util.Arrays;
import java.util.stream.IntStream;

/** log Σ exp and softmax of a vector, the largest entry taken out first. */
final class ExponentialSum {
  /** Errors of exponents beyond this are not small. */
  private static final double LINEAR = 0.25;

  private final RunningError rounding;
  private final BoundedNumber[] exponents;
  private final double shift;
  private final double[] terms;
  private final double total;

  ExponentialSum(RunningError rounding, BoundedNumber... exponents) {
    this.rounding = rounding;
    this.exponents = exponents;
    double largest =
        Arrays.stream(exponents).mapToDouble(BoundedNumber::value).reduce(Math::max).orElseThrow();
    this.shift = Double.isInfinite(largest) ? 0 : largest;
    this.terms = Arrays.stream(exponents).mapToDouble(e -> Math.exp(e.value() - shift)).toArray();
    this.total = Arrays.stream(terms).sum();
  }

  BoundedNumber logSumExp() {
    double value = Math.log(total) + shift;
    if (!Double.isFinite(value)) {
      return new BoundedNumber(value, errors());
    }
    double largest = errors();
    double error =
        largest < LINEAR
            ? 2 * IntStream.range(0, terms.length).mapToDouble(this::weightedError).sum()
            : largest;
    double own = rounding.rounded(1, 0, terms.length + 8).error();
    double ofShift = rounding.rounded(shift, 0, 2).error();
    return rounding.rounded(value, error + own + ofShift, 4);
  }

  /**
   * exp(∞)/Σ is NaN in the place of an infinity, and what is beside it is nothing over infinity.
   */
  BoundedNumber[] softmax() {
    double largest = errors();
    double weighted = IntStream.range(0, terms.length).mapToDouble(this::weightedError).sum();
    BoundedNumber[] result = new BoundedNumber[terms.length];
    for (int j = 0; j < terms.length; j++) {
      result[j] = softmax(j, largest, weighted);
    }
    return result;
  }

  private BoundedNumber softmax(int j, double largest, double weighted) {
    double value = terms[j] / total;
    BoundedNumber exponent = exponents[j];
    if (!Double.isFinite(total)) {
      boolean huge = exponent.isFinite() && exponent.value() > 80;
      return new BoundedNumber(value, huge ? Double.POSITIVE_INFINITY : largest);
    }
    if (exponent.isInfinite() && largest < Double.POSITIVE_INFINITY) {
      // exp(-∞): the numbers beside it may be rounded as they like.
      return BoundedNumber.exact(value);
    }
    if (Double.isNaN(value)) {
      return new BoundedNumber(value, largest);
    }
    if (!(largest < LINEAR)) {
      return new BoundedNumber(value, largest < Double.POSITIVE_INFINITY ? 1 : largest);
    }
    double units = terms.length + 8 + 2 * Math.abs(exponent.value() - shift);
    return rounding.underflowing(value, 2 * value * (exponent.error() + weighted), units);
  }

  private double errors() {
    return Arrays.stream(exponents).mapToDouble(BoundedNumber::error).max().orElseThrow();
  }

  private double weightedError(int j) {
    double weight = terms[j] / total;
    return weight == 0 ? 0 : weight * exponents[j].error();
  }
}
