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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.numerics.Cholesky;
import java.io.Serializable;
import java.util.Arrays;

/**
 * ½ (x-μ)ᵀ Σ⁻¹ (x-μ), with Σ checked and factorised in float64.
 *
 * <p>While Σ is well conditioned the form goes through the precision matrix Σ⁻¹: one matrix product
 * serves energy and score. The rounding of that product grows with the condition number κ of Σ;
 * past {@link #PRECISION_MATRIX_LIMIT} the form goes through the whitened z = L⁻¹(x-μ), ½ z·z,
 * whose rounding grows with √κ and whose value cannot be negative, at the price of a second product
 * for the score.
 */
final class QuadraticForm implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest ‖Σ‖₁ ‖Σ⁻¹‖₁ at which the precision matrix is used. */
  private static final double PRECISION_MATRIX_LIMIT = 1e3;

  /** How far Σᵢⱼ and Σⱼᵢ may differ, relative to √(Σᵢᵢ Σⱼⱼ). */
  private static final double SYMMETRY_TOLERANCE = 1e-12;

  private final double[] mean;
  private final double[][] covariance;
  private final double logDeterminant;
  private final boolean whitened;
  private final Matrix matrix;

  private QuadraticForm(double[] mean, double[][] covariance) {
    this.mean = Require.finite("mean", mean);
    this.covariance = checked(covariance, mean.length);
    Cholesky cholesky = factorised(this.covariance);
    double[][] precision = cholesky.inverse();
    double condition = Cholesky.norm1(this.covariance) * Cholesky.norm1(precision);
    this.logDeterminant = cholesky.logDeterminant();
    this.whitened = !(condition <= PRECISION_MATRIX_LIMIT);
    this.matrix = Matrix.of(whitened ? cholesky.inverseFactor() : precision);
  }

  static QuadraticForm of(double[] mean, double[][] covariance) {
    return new QuadraticForm(mean, covariance);
  }

  Expression at(Expression x) {
    Expression difference = x.minus(Expression.parameter(mean));
    Expression mapped = difference.linear(matrix);
    return (whitened ? mapped.dot(mapped) : difference.dot(mapped)).times(0.5);
  }

  int dimension() {
    return mean.length;
  }

  /** log det Σ. */
  double logDeterminant() {
    return logDeterminant;
  }

  double[] mean() {
    return mean.clone();
  }

  double[][] covariance() {
    return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
  }

  /** A copy of a covariance of d features, which must be symmetric and finite. */
  static double[][] checked(double[][] covariance, int d) {
    Require.length("cov", covariance.length, d, "mean");
    for (int i = 0; i < d; i++) {
      Require.length("cov[" + i + "]", covariance[i].length, d, "mean");
      Require.finite("cov[" + i + "]", covariance[i]);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(Math.abs(covariance[i][i]) * Math.abs(covariance[j][j]));
        double difference = Math.abs(covariance[i][j] - covariance[j][i]);
        if (difference > SYMMETRY_TOLERANCE * scale) {
          throw EnergyException.invalidParameter(
              "cov[" + i + "][" + j + "]",
              covariance[i][j],
              covariance[j][i] + " as in cov[" + j + "][" + i + "] (cov must be symmetric)");
        }
      }
    }
    return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
  }

  /** The factor of a covariance, which must be positive definite. */
  static Cholesky factorised(double[][] covariance) {
    return Cholesky.of(covariance)
        .orElseThrow(
            () ->
                EnergyException.invalidParameter(
                    "cov",
                    "a matrix that is not positive definite: " + abbreviated(covariance),
                    "a positive definite matrix; add to its diagonal, or drop features that depend"
                        + " on others"));
  }

  private static String abbreviated(double[][] matrix) {
    String text = Arrays.deepToString(matrix);
    return text.length() > 120 ? text.substring(0, 117) + "..." : text;
  }
}
