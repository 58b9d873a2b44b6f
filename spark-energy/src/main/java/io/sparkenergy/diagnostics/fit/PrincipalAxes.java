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

import io.sparkenergy.numerics.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The mean of data and the two leading eigenvectors of their covariance. */
final class PrincipalAxes {
  private final double[] mean;
  private final List<double[]> axes;
  private final List<Double> shares;

  private PrincipalAxes(double[] mean, List<double[]> axes, List<Double> shares) {
    this.mean = mean;
    this.axes = axes;
    this.shares = shares;
  }

  /** Of moments; nothing if there are fewer than three rows, or no spread along a second axis. */
  static Optional<PrincipalAxes> of(Moments moments) {
    if (moments.count() < 3) {
      return Optional.empty();
    }
    EigenDecomposition eigen =
        new EigenDecomposition(new Array2DRowRealMatrix(moments.covariance(), false));
    double[] values = eigen.getRealEigenvalues();
    double total = 0;
    for (double value : values) {
      total += value;
    }
    if (!(values[1] > 1e-12 * values[0])) {
      return Optional.empty();
    }
    return Optional.of(
        new PrincipalAxes(
            moments.mean(),
            List.of(
                upright(eigen.getEigenvector(0).toArray()),
                upright(eigen.getEigenvector(1).toArray())),
            List.of(values[0] / total, values[1] / total)));
  }

  /** The two axes. */
  List<List<Double>> axes() {
    return axes.stream().map(axis -> Arrays.stream(axis).boxed().toList()).toList();
  }

  /** The share of the variance along each: its eigenvalue over the sum of all. */
  List<Double> shares() {
    return shares;
  }

  /** An eigenvector's sign is anyone's choice: the largest entry shall be positive. */
  private static double[] upright(double[] axis) {
    double largest = 0;
    for (double entry : axis) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    double norm = 0;
    for (double entry : axis) {
      norm += entry * entry;
    }
    double scale = Math.signum(largest) / Math.sqrt(norm);
    for (int i = 0; i < axis.length; i++) {
      axis[i] *= scale;
    }
    return axis;
  }

  /** Where a row lies along an axis, from the mean. */
  double project(double[] row, int axis) {
    double[] direction = axes.get(axis);
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += (row[i] - mean[i]) * direction[i];
    }
    return sum;
  }

  /** Writes the row at a place of the plane. */
  void place(double x, double y, double[] target, int offset) {
    for (int i = 0; i < mean.length; i++) {
      target[offset + i] = mean[i] + x * axes.get(0)[i] + y * axes.get(1)[i];
    }
  }
}
