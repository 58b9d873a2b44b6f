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

/** Functions that Java's library lacks, right to a unit in the last place or two. */
final class SpecialFunctions {
  /** From here on erf is 1 to the last bit. */
  private static final double ERF_IS_ONE = 6;

  private SpecialFunctions() {}

  static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  static double softplus(double a) {
    return Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
  }

  /** 2/√π e^(-a²) Σ 2ⁿ a^(2n+1) / (2n+1)!!, whose terms are all of one sign. */
  static double erf(double a) {
    if (Math.abs(a) >= ERF_IS_ONE) {
      return Math.signum(a);
    }
    double term = a;
    double sum = a;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * a * a / (2 * n + 1);
      sum += term;
    }
    // a² to more digits than one double has: its rounding would come to the result times a².
    double head = (float) a;
    double gauss = Math.exp(-head * head) * Math.exp((head - a) * (head + a));
    return 2 / Math.sqrt(Math.PI) * gauss * sum;
  }
}
