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

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one step of EM gathers of the rows: per component k, with cₖ = wᵢ p(k | xᵢ) and differences
 * δ from the mean that the step began with, the sums of cₖ, cₖ δ and cₖ δ δᵀ. Near convergence Σ cₖ
 * δ is small, so that variances lose no digits to the mean.
 */
final class ComponentSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean diagonal;
  private final double[] weights;
  private final double[][] first;

  /** Lower triangles, or diagonals; of all components together where their covariance is tied. */
  private final double[][] second;

  private double logLikelihood;

  ComponentSums(int components, int d, CovarianceType type) {
    diagonal = type.isDiagonal();
    weights = new double[components];
    first = new double[components][d];
    second =
        new double[type == CovarianceType.TIED ? 1 : components][diagonal ? d : d * (d + 1) / 2];
  }

  /** Adds wᵢ log p(xᵢ) of some rows. */
  void addLogLikelihood(double sum) {
    logLikelihood += sum;
  }

  /** Adds a difference δ with its cₖ. */
  void add(int k, double c, double[] delta) {
    weights[k] += c;
    double[] sum = first[k];
    double[] products = second[second.length == 1 ? 0 : k];
    for (int i = 0, at = 0; i < delta.length; i++) {
      double scaled = c * delta[i];
      sum[i] += scaled;
      if (diagonal) {
        products[i] += scaled * delta[i];
        continue;
      }
      for (int j = 0; j <= i; j++) {
        products[at + j] += scaled * delta[j];
      }
      at += i + 1;
    }
  }

  ComponentSums merge(ComponentSums other) {
    addInto(weights, other.weights);
    for (int k = 0; k < first.length; k++) {
      addInto(first[k], other.first[k]);
    }
    for (int k = 0; k < second.length; k++) {
      addInto(second[k], other.second[k]);
    }
    logLikelihood += other.logLikelihood;
    return this;
  }

  double logLikelihood() {
    return logLikelihood;
  }

  int components() {
    return weights.length;
  }

  /** Σ cₖ. */
  double weight(int k) {
    return weights[k];
  }

  /** The weight of all rows. */
  double weight() {
    return Arrays.stream(weights).sum();
  }

  /** By how much the mean of a component's rows differs from the mean it had. */
  double[] shift(int k) {
    double[] shift = first[k].clone();
    for (int i = 0; i < shift.length; i++) {
      shift[i] /= weights[k];
    }
    return shift;
  }

  /** The variances of a component's rows around their mean; not where they are tied. */
  double[] variances(int k) {
    double[] shift = shift(k);
    double[] variances = new double[shift.length];
    for (int i = 0; i < variances.length; i++) {
      double square = second[k][diagonal ? i : i * (i + 3) / 2];
      variances[i] = square / weights[k] - shift[i] * shift[i];
    }
    return variances;
  }

  /** The covariance of a component's rows around their mean; not where it is tied. */
  double[][] covariance(int k) {
    return matrix(second[k], new int[] {k}, weights[k]);
  }

  /** The covariance of all rows around the means of their components. */
  double[][] pooledCovariance() {
    double[] sum = new double[second[0].length];
    for (double[] products : second) {
      addInto(sum, products);
    }
    return matrix(sum, IntStream.range(0, components()).toArray(), weight());
  }

  /** The variances of all rows around the means of their components. */
  double[] pooledVariances() {
    if (!diagonal) {
      double[][] covariance = pooledCovariance();
      return IntStream.range(0, covariance.length).mapToDouble(i -> covariance[i][i]).toArray();
    }
    double[] pooled = new double[first[0].length];
    for (int k = 0; k < components(); k++) {
      for (int i = 0; i < pooled.length && weights[k] > 0; i++) {
        pooled[i] += weights[k] / weight() * variances(k)[i];
      }
    }
    return pooled;
  }

  /** A covariance from the products of components, less what their shifts account for. */
  private double[][] matrix(double[] products, int[] of, double total) {
    int d = first[0].length;
    double[][] covariance = new double[d][d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = 0; j <= i; j++, at++) {
        double sum = products[at];
        for (int k : of) {
          sum -= weights[k] > 0 ? first[k][i] * first[k][j] / weights[k] : 0;
        }
        covariance[i][j] = sum / total;
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static void addInto(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }
}
