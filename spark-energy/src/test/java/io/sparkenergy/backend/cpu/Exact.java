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
package io.sparkenergy.backend.cpu;

import java.math.BigDecimal;
import java.math.MathContext;

/** Functions to more than 40 digits, by definitions of their own. */
public final class Exact {

  private static final MathContext DIGITS = new MathContext(140);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal TINY = new BigDecimal("1e-75");

  private static final BigDecimal PI =
      new BigDecimal(
          "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348");

  private Exact() {}

  /** 1 / (1 + e<sup>-x</sup>). */
  public static BigDecimal sigmoid(double x) {
    return BigDecimal.ONE.divide(exp(new BigDecimal(-x)).add(BigDecimal.ONE), DIGITS);
  }

  /** log(1 + e<sup>x</sup>). */
  public static BigDecimal softplus(double x) {
    BigDecimal e = exp(new BigDecimal(x));
    if (e.compareTo(new BigDecimal("1e-20")) < 0) {
      BigDecimal square = e.multiply(e, DIGITS);
      return e.subtract(square.divide(TWO, DIGITS))
          .add(square.multiply(e).divide(BigDecimal.valueOf(3), DIGITS));
    }
    BigDecimal y = e.add(BigDecimal.ONE);
    BigDecimal log = new BigDecimal(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
    for (int i = 0; i < 3; i++) {
      BigDecimal power = exp(log);
      log = log.add(TWO.multiply(y.subtract(power)).divide(y.add(power), DIGITS));
    }
    return log;
  }

  /** The error function. */
  public static BigDecimal erf(double x) {
    if (Math.abs(x) > 12) {
      return BigDecimal.valueOf(Math.signum(x));
    }
    BigDecimal exact = new BigDecimal(x);
    BigDecimal minusSquare = exact.multiply(exact).negate();
    BigDecimal power = exact;
    BigDecimal sum = exact;
    for (int n = 1; power.abs().compareTo(TINY.multiply(exact.abs())) > 0; n++) {
      power = power.multiply(minusSquare).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS));
    }
    return sum.multiply(TWO).divide(PI.sqrt(DIGITS), DIGITS);
  }

  /** The distance of a number from the exact one, in ulp of the exact one. */
  public static double ulps(double actual, BigDecimal exact) {
    BigDecimal error = new BigDecimal(actual).subtract(exact).abs();
    return error.divide(new BigDecimal(Math.ulp(exact.doubleValue())), DIGITS).doubleValue();
  }

  private static BigDecimal exp(BigDecimal x) {
    int halvings = 16;
    BigDecimal small = x.divide(TWO.pow(halvings), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 40; n++) {
      term = term.multiply(small).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }
}
