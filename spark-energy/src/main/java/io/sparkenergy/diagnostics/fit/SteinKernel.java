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
package io.sparkenergy.diagnostics.fit;

/**
 * The Stein kernel of a score s under the inverse multiquadric k(x, y) = (1 + ‖x-y‖²/ℓ²)^-½ (J.
 * Gorham and L. Mackey, ICML 2017):
 *
 * <p>h(x, y) = s(x)ᵀs(y) k + s(x)ᵀ∇ᵧk + s(y)ᵀ∇ₓk + tr ∇ₓ∇ᵧk.
 *
 * <p>Its mean over pairs of independent rows is the squared kernelised Stein discrepancy (Q. Liu,
 * J. Lee and M. Jordan, ICML 2016; K. Chwialkowski, H. Strathmann and A. Gretton, ICML 2016).
 */
record SteinKernel(int dimension, double bandwidth) {
  /** h of rows that begin at offsets a and b of x, with their scores at the same offsets of s. */
  double of(double[] x, double[] s, int a, int b) {
    double distance = 0;
    double scores = 0;
    double along = 0;
    for (int i = 0; i < dimension; i++) {
      double u = x[a + i] - x[b + i];
      distance += u * u;
      scores += s[a + i] * s[b + i];
      along += (s[b + i] - s[a + i]) * u;
    }
    double scale = 1 / (bandwidth * bandwidth);
    double inverse = 1 / (1 + distance * scale);
    double k = Math.sqrt(inverse);
    double slope = scale * k * inverse;
    return scores * k - slope * along + slope * (dimension - 3 * scale * distance * inverse);
  }
}
