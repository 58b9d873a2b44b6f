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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.numerics.Cholesky;
import java.util.random.RandomGenerator;

/**
 * A normal distribution, and what is made of it ahead of every batch.
 *
 * @param mean μ
 * @param covariance Σ = I + B Bᵀ/d, B drawn from [-1, 1]: well conditioned
 * @param precision Σ⁻¹
 * @param whitening L⁻¹, with Σ = L Lᵀ
 */
// Records of this kind are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record NormalParameters(
    double[] mean, double[][] covariance, double[][] precision, double[][] whitening) {

  static NormalParameters drawn(RandomGenerator random, int d) {
    double[] mean = uniform(random, d);
    double[][] factor = new double[d][];
    for (int i = 0; i < d; i++) {
      factor[i] = uniform(random, d);
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = (i == j ? 1 : 0) + dot(factor[i], factor[j]) / d;
        covariance[j][i] = covariance[i][j];
      }
    }
    Cholesky cholesky = Cholesky.of(covariance).orElseThrow();
    return new NormalParameters(mean, covariance, cholesky.inverse(), cholesky.inverseFactor());
  }

  static double[] uniform(RandomGenerator random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] product(double[][] matrix, double[] vector, double factor) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i] = factor * dot(matrix[i], vector);
    }
    return product;
  }

  /** -L⁻¹μ: what whitening adds to L⁻¹x. */
  public double[] whitenedOffset() {
    return product(whitening, mean, -1);
  }

  /** Σ⁻¹μ: what the score adds to -Σ⁻¹x. */
  public double[] pull() {
    return product(precision, mean, 1);
  }

  /** μᵀ Σ⁻¹ μ. */
  public double meanSquare() {
    return dot(mean, pull());
  }
}
