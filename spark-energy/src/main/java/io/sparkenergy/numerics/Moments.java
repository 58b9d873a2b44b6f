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
import java.util.Arrays;

/**
 * Count, mean and co-moment Σ w (x-x̄)(x-x̄)ᵀ of the vectors seen so far. One pass, mergeable, and
 * never through sums of squares (Chan, Golub and LeVeque, The American Statistician 37(3), 1983).
 * Vectors are taken as differences from the first one, and the mean is kept so, too: an offset
 * common to all samples costs no digits.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean diagonal;
  private long count;
  private double weight;
  private double squaredWeight;

  /** The first vector. */
  private double[] origin = new double[0];

  /** The mean, from the origin. */
  private double[] mean = new double[0];

  /** The lower triangle, row after row; or the diagonal alone. */
  private double[] coMoment = new double[0];

  private transient double[] delta = new double[0];

  /** Of no vectors yet. */
  public Moments() {
    this(false);
  }

  private Moments(boolean diagonal) {
    this.diagonal = diagonal;
  }

  /** Of no vectors yet, with variances and no covariances: d numbers instead of d(d+1)/2. */
  public static Moments ofVariances() {
    return new Moments(true);
  }

  /** How many vectors were added. */
  public long count() {
    return count;
  }

  /** The sum of their weights. */
  public double weight() {
    return weight;
  }

  /** The length of the vectors; 0 while there is none. */
  public int dimension() {
    return mean.length;
  }

  /** A copy of the mean. */
  public double[] mean() {
    double[] absolute = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      absolute[i] = origin[i] + mean[i];
    }
    return absolute;
  }

  /** Adds one vector of weight 1; all must be as long as the first. */
  public void add(double[] values) {
    add(values, 0, values.length, 1);
  }

  /** Adds one vector with its weight, above 0, from a place in an array. */
  public void add(double[] values, int offset, int length, double itsWeight) {
    if (count == 0) {
      allocate(values, offset, length);
    }
    requireLength(length);
    count++;
    weight += itsWeight;
    squaredWeight += itsWeight * itsWeight;
    double share = itsWeight / weight;
    double[] difference = scratch();
    for (int i = 0; i < mean.length; i++) {
      difference[i] = values[offset + i] - origin[i] - mean[i];
      mean[i] += difference[i] * share;
    }
    addOuterProduct(difference, itsWeight * (1 - share));
  }

  /** Adds all that another of the same kind has seen. */
  public Moments merge(Moments other) {
    if (other.count == 0) {
      return this;
    }
    if (count == 0) {
      allocate(other.origin, 0, other.origin.length);
    }
    requireLength(other.mean.length);
    double total = weight + other.weight;
    double[] difference = scratch();
    for (int i = 0; i < mean.length; i++) {
      difference[i] = other.origin[i] - origin[i] + other.mean[i] - mean[i];
      mean[i] += difference[i] * (other.weight / total);
    }
    for (int i = 0; i < coMoment.length; i++) {
      coMoment[i] += other.coMoment[i];
    }
    addOuterProduct(difference, weight * (other.weight / total));
    count += other.count;
    weight = total;
    squaredWeight += other.squaredWeight;
    return this;
  }

  /**
   * The sample covariance, the co-moment over one less than the count; with weights, over Σw -
   * Σw²/Σw, which is the same where all weights are equal, whatever they are.
   *
   * @throws IllegalStateException if there are fewer than two vectors, or variances alone
   */
  public double[][] covariance() {
    if (diagonal) {
      throw new IllegalStateException("these are moments of variances alone");
    }
    double divisor = divisor();
    int d = mean.length;
    double[][] covariance = new double[d][d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = 0; j <= i; j++, at++) {
        covariance[i][j] = coMoment[at] / divisor;
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /**
   * The diagonal of {@link #covariance}.
   *
   * @throws IllegalStateException if there are fewer than two vectors
   */
  public double[] variances() {
    double divisor = divisor();
    double[] variances = new double[mean.length];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = coMoment[diagonal ? i : i * (i + 3) / 2] / divisor;
    }
    return variances;
  }

  private double divisor() {
    if (count < 2) {
      throw new IllegalStateException("a covariance takes two vectors, found " + count);
    }
    return weight - squaredWeight / weight;
  }

  private void addOuterProduct(double[] difference, double factor) {
    if (diagonal) {
      for (int i = 0; i < difference.length; i++) {
        coMoment[i] += difference[i] * factor * difference[i];
      }
      return;
    }
    for (int i = 0, at = 0; i < difference.length; i++) {
      double scaled = difference[i] * factor;
      for (int j = 0; j <= i; j++, at++) {
        coMoment[at] += scaled * difference[j];
      }
    }
  }

  private void allocate(double[] first, int offset, int dimension) {
    origin = Arrays.copyOfRange(first, offset, offset + dimension);
    mean = new double[dimension];
    coMoment = new double[diagonal ? dimension : dimension * (dimension + 1) / 2];
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
