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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Arithmetic and elementary functions at 110 digits, by their textbook definitions. */
final class Decimals {
  static final MathContext DIGITS = new MathContext(110, RoundingMode.HALF_EVEN);
  static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** What functions compute with, so that their results are good to all of {@link #DIGITS}. */
  private static final MathContext GUARDED = new MathContext(140, RoundingMode.HALF_EVEN);

  private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.movePointLeft(150);

  private Decimals() {}

  /** The number that a double is, exactly. */
  static BigDecimal exact(double value) {
    return new BigDecimal(value);
  }

  static BigDecimal[] exact(double... values) {
    BigDecimal[] exact = new BigDecimal[values.length];
    for (int i = 0; i < values.length; i++) {
      exact[i] = new BigDecimal(values[i]);
    }
    return exact;
  }

  static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, GUARDED);
  }

  static BigDecimal square(BigDecimal a) {
    return a.multiply(a, GUARDED);
  }

  /** (Σ (a/2ᵏ)ⁿ / n!)^(2ᵏ). */
  static BigDecimal exp(BigDecimal a) {
    int halvings = 8;
    for (BigDecimal size = a.abs(); size.compareTo(BigDecimal.ONE) > 0; halvings++) {
      size = size.divide(TWO, GUARDED);
    }
    BigDecimal small = a.divide(new BigDecimal(BigInteger.TWO.pow(halvings)), GUARDED);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = term;
    for (int n = 1; term.abs().compareTo(NEGLIGIBLE) > 0; n++) {
      term = term.multiply(small, GUARDED).divide(BigDecimal.valueOf(n), GUARDED);
      sum = sum.add(term, GUARDED);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, GUARDED);
    }
    return sum;
  }

  /** The root y of e^y = a by Halley's method, from the logarithm of a double. */
  static BigDecimal log(BigDecimal a) {
    int exponent = a.precision() - a.scale();
    double leading = a.movePointLeft(exponent).doubleValue();
    BigDecimal y = BigDecimal.valueOf(Math.log(leading) + exponent * Math.log(10));
    for (int i = 0; i < 4; i++) {
      BigDecimal e = exp(y);
      y = y.add(TWO.multiply(a.subtract(e)).divide(a.add(e), GUARDED), GUARDED);
    }
    return y;
  }

  static BigDecimal sqrt(BigDecimal a) {
    return a.sqrt(GUARDED);
  }
}
