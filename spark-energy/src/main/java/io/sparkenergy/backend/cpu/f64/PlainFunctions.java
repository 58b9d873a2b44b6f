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
package io.sparkenergy.backend.cpu.f64;

/** What the vectors compute, a number at a time and from {@link Math}: for JVMs without vectors. */
public final class PlainFunctions {

  /** Below it, the power series of erf serves; from it on, the continued fraction of erfc. */
  private static final double SERIES_END = 2;

  private static final int FRACTION_TERMS = 60;

  private PlainFunctions() {}

  /** e<sup>x</sup>. */
  public static double exp(double x) {
    return Math.exp(x);
  }

  /** The natural logarithm. */
  public static double log(double x) {
    return Math.log(x);
  }

  /** log(1 + x). */
  public static double log1p(double x) {
    return Math.log1p(x);
  }

  /** The sine. */
  public static double sin(double x) {
    return Math.sin(x);
  }

  /** The cosine. */
  public static double cos(double x) {
    return Math.cos(x);
  }

  /** The hyperbolic tangent. */
  public static double tanh(double x) {
    return Math.tanh(x);
  }

  /** 1 / (1 + e<sup>-x</sup>), at most 3 ulp off. */
  public static double sigmoid(double x) {
    if (x < 0) {
      double e = Math.exp(x);
      return e / (1 + e);
    }
    return 1 / (1 + Math.exp(-x));
  }

  /** log(1 + e<sup>x</sup>), at most 3 ulp off. */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** The error function, at most 8 ulp off. */
  public static double erf(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x) || a > 6) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    if (x == 0) {
      return x;
    }
    double square = a * a;
    // What the square lost to rounding would be multiplied by the exponential.
    double gauss = Math.exp(-square) * (1 - Math.fma(a, a, -square));
    double erf = a < SERIES_END ? gauss * series(a, square) : 1 - gauss * fraction(a);
    return Math.copySign(erf, x);
  }

  /** e<sup>x²</sup>·erf(x): a series of positive terms, whose rounding errors stay small. */
  private static double series(double x, double square) {
    double rest = 0;
    double term = 2 / Math.sqrt(Math.PI) * x;
    double first = term;
    for (int n = 1; term > 0x1p-60 * first; n++) {
      term *= 2 * square / (2 * n + 1);
      rest += term;
    }
    return first + rest;
  }

  /** e<sup>x²</sup>·erfc(x). */
  private static double fraction(double x) {
    double denominator = x;
    for (int n = FRACTION_TERMS; n > 0; n--) {
      denominator = x + 0.5 * n / denominator;
    }
    return 1 / (Math.sqrt(Math.PI) * denominator);
  }
}
