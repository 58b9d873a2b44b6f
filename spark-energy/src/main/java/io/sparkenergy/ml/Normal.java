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
package io.sparkenergy.ml;

import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.numerics.Cholesky;
import io.sparkenergy.sql.SampleBlocks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A normal density with its covariance factorised: what fitting evaluates over rows, and what
 * becomes an energy.
 */
final class Normal implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] mean;

  /** The matrix, or one row of variances. */
  private final double[][] covariance;

  /** L⁻¹ of Σ = L Lᵀ, its lower triangle row after row; or 1/σ. */
  private final double[] whitening;

  private final double logNormaliser;

  private Normal(double[] mean, double[][] covariance, double[] whitening, double logDeterminant) {
    this.mean = mean;
    this.covariance = covariance;
    this.whitening = whitening;
    this.logNormaliser = -0.5 * (logDeterminant + mean.length * LOG_TWO_PI);
  }

  /** With a covariance matrix; nothing if it is not positive definite. */
  static Optional<Normal> full(double[] mean, double[][] covariance) {
    return Cholesky.of(covariance)
        .map(
            cholesky ->
                new Normal(
                    mean,
                    covariance,
                    lowerTriangle(cholesky.inverseFactor()),
                    cholesky.logDeterminant()));
  }

  /** With variances alone; nothing if one is not above 0. */
  static Optional<Normal> diagonal(double[] mean, double[] variances) {
    if (!Arrays.stream(variances)
        .allMatch(variance -> variance > 0 && variance < Double.MAX_VALUE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Normal(
            mean,
            new double[][] {variances},
            Arrays.stream(variances).map(variance -> 1 / Math.sqrt(variance)).toArray(),
            Arrays.stream(variances).map(Math::log).sum()));
  }

  /** The same covariance around another mean. */
  Normal around(double[] otherMean) {
    return new Normal(
        otherMean, covariance, whitening, -2 * logNormaliser - otherMean.length * LOG_TWO_PI);
  }

  double[] mean() {
    return mean;
  }

  private boolean isDiagonal() {
    return whitening.length == mean.length && covariance.length == 1;
  }

  /** -log p(x). */
  EnergyFunction energy() {
    return isDiagonal()
        ? DensityEnergy.diagonalNormal(mean, Arrays.stream(covariance[0]).map(Math::sqrt).toArray())
        : DensityEnergy.multivariateNormal(mean, covariance);
  }

  /**
   * log p(x) + {@code plus} of some rows.
   *
   * @param columns entry j of row r at {@code j * stride + r}, so that loops run over rows
   * @param scratch {@code (d + 1) * stride} numbers
   */
  void logDensities(
      double[] columns, int stride, int rows, double plus, double[] result, double[] scratch) {
    int d = mean.length;
    Arrays.fill(result, 0, rows, 0);
    for (int j = 0; j < d; j++) {
      for (int r = 0; r < rows; r++) {
        scratch[j * stride + r] = columns[j * stride + r] - mean[j];
      }
    }
    if (isDiagonal()) {
      for (int j = 0; j < d; j++) {
        addSquares(scratch, j * stride, rows, whitening[j], result);
      }
    } else {
      for (int i = 0, at = 0; i < d; i++) {
        Arrays.fill(scratch, d * stride, d * stride + rows, 0);
        for (int j = 0; j <= i; j++, at++) {
          double factor = whitening[at];
          for (int r = 0; r < rows; r++) {
            scratch[d * stride + r] += factor * scratch[j * stride + r];
          }
        }
        addSquares(scratch, d * stride, rows, 1, result);
      }
    }
    for (int r = 0; r < rows; r++) {
      result[r] = plus + logNormaliser - 0.5 * result[r];
    }
  }

  private static void addSquares(
      double[] values, int offset, int rows, double factor, double[] result) {
    for (int r = 0; r < rows; r++) {
      double z = factor * values[offset + r];
      result[r] += z * z;
    }
  }

  static double[] regularized(double[] variances, double added) {
    return Arrays.stream(variances).map(variance -> variance + added).toArray();
  }

  static double[][] regularized(double[][] covariance, double added) {
    double[][] sum = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < sum.length; i++) {
      sum[i][i] += added;
    }
    return sum;
  }

  /** The mean of all, in place of each. */
  static double[] averaged(double[] variances) {
    double[] equal = new double[variances.length];
    Arrays.fill(equal, Arrays.stream(variances).average().orElseThrow());
    return equal;
  }

  /** The refusal of rows whose covariance is singular. */
  static EnergyException singular(String source, String rows, double[] variances) {
    String reason = "features that depend linearly on others";
    for (int i = variances.length - 1; i >= 0; i--) {
      if (!(variances[i] > 0)) {
        reason = "feature " + i + " the same in all of them";
      } else if (Double.isInfinite(variances[i])) {
        reason = "feature " + i + " beyond what doubles hold";
      }
    }
    return SampleBlocks.refused(
        source,
        "a singular covariance: " + rows + " have " + reason,
        "a positive definite covariance; set regularization above 0, or drop such features");
  }

  private static double[] lowerTriangle(double[][] matrix) {
    int d = matrix.length;
    double[] packed = new double[d * (d + 1) / 2];
    for (int i = 0, at = 0; i < d; at += ++i) {
      System.arraycopy(matrix[i], 0, packed, at, i + 1);
    }
    return packed;
  }
}
