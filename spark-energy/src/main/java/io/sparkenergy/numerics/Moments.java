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

import java.io.Serializable;

/**
 * Count, mean and co-moment Σ (x-x̄)(x-x̄)ᵀ of the vectors seen so far. One pass, mergeable, and
 * never through sums of squares, so that an offset common to all samples costs no digits (Chan,
 * Golub and LeVeque, The American Statistician 37(3), 1983).
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double[] mean = new double[0];

  /** The lower triangle, row after row. */
  private double[] coMoment = new double[0];

  private transient double[] delta = new double[0];

  /** How many vectors were added. */
  public long count() {
    return count;
  }

  /** The length of the vectors; 0 while there is none. */
  public int dimension() {
    return mean.length;
  }

  /** A copy of the mean. */
  public double[] mean() {
    return mean.clone();
  }

  /** Adds one vector; all must be as long as the first. */
  public void add(double[] values) {
    if (count == 0) {
      allocate(values.length);
    }
    requireLength(values.length);
    count++;
    double[] difference = scratch();
    for (int i = 0; i < mean.length; i++) {
      difference[i] = values[i] - mean[i];
      mean[i] += difference[i] / count;
    }
    addOuterProduct(difference, (count - 1.0) / count);
  }

  /** Adds all that another has seen. */
  public Moments merge(Moments other) {
    if (other.count == 0) {
      return this;
    }
    if (count == 0) {
      allocate(other.mean.length);
    }
    requireLength(other.mean.length);
    long total = count + other.count;
    double[] difference = scratch();
    for (int i = 0; i < mean.length; i++) {
      difference[i] = other.mean[i] - mean[i];
      mean[i] += difference[i] * ((double) other.count / total);
    }
    for (int i = 0; i < coMoment.length; i++) {
      coMoment[i] += other.coMoment[i];
    }
    addOuterProduct(difference, (double) count * other.count / total);
    count = total;
    return this;
  }

  /**
   * The sample covariance, the co-moment over one less than the count.
   *
   * @throws IllegalStateException if there are fewer than two vectors
   */
  public double[][] covariance() {
    if (count < 2) {
      throw new IllegalStateException("a covariance takes two vectors, found " + count);
    }
    int d = mean.length;
    double[][] covariance = new double[d][d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = 0; j <= i; j++, at++) {
        covariance[i][j] = coMoment[at] / (count - 1);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private void addOuterProduct(double[] difference, double weight) {
    for (int i = 0, at = 0; i < difference.length; i++) {
      double scaled = difference[i] * weight;
      for (int j = 0; j <= i; j++, at++) {
        coMoment[at] += scaled * difference[j];
      }
    }
  }

  private void allocate(int dimension) {
    mean = new double[dimension];
    coMoment = new double[dimension * (dimension + 1) / 2];
  }

  private double[] scratch() {
    if (delta == null || delta.length != mean.length) {
      delta = new double[mean.length];
    }
    return delta;
  }

  private void requireLength(int found) {
    if (found != mean.length) {
      throw new IllegalArgumentException(
          "found a vector of " + found + " entries, expected " + mean.length);
    }
  }
}
