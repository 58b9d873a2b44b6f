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
package io.sparkenergy.benchmarks;

import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.numerics.Cholesky;
import java.util.SplittableRandom;

/** ½ (x-μ)ᵀ Σ⁻¹ (x-μ) by loops over the precision matrix. */
final class PlainGaussian implements RowKernel {
  private static final long serialVersionUID = 1L;
  private static final long SEED = 32;

  private final double[] mean;
  private final double[][] covariance;

  /** Σ⁻¹ row after row: one array is faster to walk than an array of arrays. */
  private final double[] precision;

  private final double logNormalizer;

  private PlainGaussian(double[] mean, double[][] covariance) {
    int n = mean.length;
    Cholesky factors = Cholesky.of(covariance).orElseThrow();
    double[][] inverse = factors.inverse();
    this.mean = mean;
    this.covariance = covariance;
    this.precision = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(inverse[i], 0, precision, i * n, n);
    }
    this.logNormalizer = 0.5 * (n * Math.log(2 * Math.PI) + factors.logDeterminant());
  }

  /** With Σ = I + B Bᵀ / d, B drawn from [-1, 1]: full, and far from singular. */
  static PlainGaussian ofDimension(int d) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] mean = random.doubles(d, -1, 1).toArray();
    double[][] b = new double[d][];
    for (int i = 0; i < d; i++) {
      b[i] = random.doubles(d, -1, 1).toArray();
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum += b[i][k] * b[j][k];
        }
        covariance[i][j] = sum / d + (i == j ? 1 : 0);
        covariance[j][i] = covariance[i][j];
      }
    }
    return new PlainGaussian(mean, covariance);
  }

  GaussianEnergy toEnergy() {
    return GaussianEnergy.of(mean, covariance);
  }

  double[] mean() {
    return mean;
  }

  double[][] covariance() {
    return covariance;
  }

  @Override
  public double energy(double[] x) {
    int n = mean.length;
    double[] centred = new double[n];
    for (int i = 0; i < n; i++) {
      centred[i] = x[i] - mean[i];
    }
    double energy = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += precision[i * n + j] * centred[j];
      }
      energy += centred[i] * sum;
    }
    return 0.5 * energy;
  }

  double[] score(double[] x) {
    int n = mean.length;
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        score[i] -= precision[i * n + j] * (x[j] - mean[j]);
      }
    }
    return score;
  }

  double logDensity(double[] x) {
    return -energy(x) - logNormalizer;
  }
}
