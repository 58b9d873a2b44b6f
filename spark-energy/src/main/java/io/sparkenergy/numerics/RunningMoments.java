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
 * Count, mean and M2 = Σ (x - x̄)² of the numbers seen so far; mergeable. The mean and M2 are kept
 * as sums of two doubles, and batches are merged as wholes, never through sums of squares: an
 * offset common to all numbers costs no digits, and neither batches nor partitions show in the
 * result beyond its last digits (Chan, Golub and LeVeque, The American Statistician 37(3), 1983;
 * Dekker, Numerische Mathematik 18, 1971).
 */
public final class RunningMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double mean;
  private double meanRest;
  private double m2;
  private double m2Rest;

  /** How many numbers were added. */
  public long count() {
    return count;
  }

  /** The mean; NaN where there is no number. */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /**
   * The standard deviation, dividing by count - 1; NaN where there are fewer than two numbers, and
   * infinite where the squares of their differences are.
   */
  public double std() {
    if (count < 2) {
      return Double.NaN;
    }
    return Double.isFinite(m2) ? Math.sqrt(m2 / (count - 1)) : Double.POSITIVE_INFINITY;
  }

  /** Adds the first numbers of an array, all finite. */
  public void add(double[] values, int length) {
    if (length == 0) {
      return;
    }
    double shift = near(values, length);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double difference = values[i] - shift;
      sum += difference;
      squares += difference * difference;
    }
    double beyond = sum / length;
    merge(length, shift, beyond, Math.max(0, squares - sum * beyond), 0);
  }

  /** Adds all that another has seen. */
  public void merge(RunningMoments other) {
    merge(other.count, other.mean, other.meanRest, other.m2, other.m2Rest);
  }

  /** A number near the mean of the values. */
  private static double near(double[] values, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += values[i];
    }
    return Double.isFinite(sum) ? sum / length : values[0];
  }

  private void merge(
      long otherCount, double otherMean, double otherRest, double otherM2, double otherM2Rest) {
    if (otherCount == 0) {
      return;
    }
    long total = count + otherCount;
    double high = otherMean - mean;
    double low = rest(otherMean, -mean, high) + (otherRest - meanRest);
    double share = (double) otherCount / total;
    double between = (high + low) * (high + low) * count * share;
    addToMean(high, low, share);
    addToM2(otherM2, otherM2Rest);
    addToM2(between, 0);
    count = total;
  }

  private void addToMean(double high, double low, double share) {
    double step = high * share;
    double stepRest = Math.fma(high, share, -step) + low * share;
    double sum = mean + step;
    double sumRest = rest(mean, step, sum) + meanRest + stepRest;
    mean = sum + sumRest;
    meanRest = rest(sum, sumRest, mean);
  }

  private void addToM2(double high, double low) {
    double sum = m2 + high;
    double sumRest = rest(m2, high, sum) + m2Rest + low;
    m2 = sum + sumRest;
    m2Rest = rest(sum, sumRest, m2);
  }

  /** What rounding took from the sum of two numbers (Knuth's two-sum). */
  private static double rest(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }
}
