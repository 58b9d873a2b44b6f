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
package io.sparkenergy.numerics;

import java.util.Optional;

/** The factorisation Σ = L Lᵀ of a symmetric positive definite matrix, L lower triangular. */
public final class Cholesky {
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final double[][] factor;

  private Cholesky(double[][] factor) {
    this.factor = factor;
  }

  /**
   * Factorises a symmetric matrix.
   *
   * @return nothing if a pivot is not positive, or so small beside its diagonal entry that it is
   *     rounding alone: the matrix is then singular or indefinite to float64
   */
  public static Optional<Cholesky> of(double[][] matrix) {
    int n = matrix.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i != j) {
          l[i][j] = sum / l[j][j];
        } else if (sum > n * UNIT_ROUNDOFF * matrix[i][i]) {
          l[i][i] = Math.sqrt(sum);
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Cholesky(l));
  }

  /** log det Σ. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < factor.length; i++) {
      sum += Math.log(factor[i][i]);
    }
    return 2 * sum;
  }

  /** L⁻¹, lower triangular. */
  public double[][] inverseFactor() {
    int n = factor.length;
    double[][] inverse = new double[n][n];
    for (int j = 0; j < n; j++) {
      inverse[j][j] = 1 / factor[j][j];
      for (int i = j + 1; i < n; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum += factor[i][k] * inverse[k][j];
        }
        inverse[i][j] = -sum / factor[i][i];
      }
    }
    return inverse;
  }

  /** Σ⁻¹ = L⁻ᵀ L⁻¹, symmetric to the last bit. */
  public double[][] inverse() {
    double[][] whitening = inverseFactor();
    int n = factor.length;
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += whitening[k][i] * whitening[k][j];
        }
        inverse[i][j] = sum;
        inverse[j][i] = sum;
      }
    }
    return inverse;
  }

  /** The largest sum of magnitudes in a column: ‖A‖₁. */
  public static double norm1(double[][] matrix) {
    double norm = 0;
    for (int j = 0; j < matrix.length; j++) {
      double sum = 0;
      for (double[] row : matrix) {
        sum += Math.abs(row[j]);
      }
      norm = Math.max(norm, sum);
    }
    return norm;
  }
}
