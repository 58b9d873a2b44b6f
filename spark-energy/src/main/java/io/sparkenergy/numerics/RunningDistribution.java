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

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What is known of the numbers seen so far, in one pass and bounded memory; mergeable, with the
 * same results whatever the order and the parts. NaN and infinities are counted and kept out of the
 * rest.
 */
public final class RunningDistribution implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int FIRST_PENDING = 16;
  private static final int MOST_PENDING = 1024;

  private final RunningMoments moments = new RunningMoments();
  private final QuantileSketch sketch = new QuantileSketch();
  private double[] pending = new double[FIRST_PENDING];
  private int waiting;

  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long nans;
  private long positiveInfinities;
  private long negativeInfinities;

  /** Adds a number. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      count(value);
      return;
    }
    if (waiting == pending.length) {
      makeRoom();
    }
    pending[waiting++] = value;
  }

  /** Adds the first numbers of an array. */
  public void add(double[] values, int length) {
    for (int i = 0; i < length; i++) {
      add(values[i]);
    }
  }

  private void count(double value) {
    if (Double.isNaN(value)) {
      nans++;
    } else if (value > 0) {
      positiveInfinities++;
    } else {
      negativeInfinities++;
    }
  }

  private void makeRoom() {
    if (pending.length < MOST_PENDING) {
      pending = Arrays.copyOf(pending, 4 * pending.length);
    } else {
      settle();
    }
  }

  private void settle() {
    moments.add(pending, waiting);
    for (int i = 0; i < waiting; i++) {
      min = Math.min(min, pending[i]);
      max = Math.max(max, pending[i]);
      sketch.add(pending[i]);
    }
    waiting = 0;
  }

  /** Adds all that another has seen. */
  public RunningDistribution merge(RunningDistribution other) {
    settle();
    other.settle();
    moments.merge(other.moments);
    sketch.merge(other.sketch);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    nans += other.nans;
    positiveInfinities += other.positiveInfinities;
    negativeInfinities += other.negativeInfinities;
    return this;
  }

  /** How many finite numbers were added. */
  public long count() {
    return moments.count() + waiting;
  }

  public long nans() {
    return nans;
  }

  public long positiveInfinities() {
    return positiveInfinities;
  }

  public long negativeInfinities() {
    return negativeInfinities;
  }

  /** The mean of the finite numbers; NaN where there is none. */
  public double mean() {
    settle();
    return moments.mean();
  }

  /**
   * The standard deviation of the finite numbers, dividing by count - 1; NaN where there are fewer
   * than two, infinite where the squares of their differences are.
   */
  public double std() {
    settle();
    return moments.std();
  }

  /** The least finite number; NaN where there is none. */
  public double min() {
    settle();
    return moments.count() == 0 ? Double.NaN : min;
  }

  /** The greatest finite number; NaN where there is none. */
  public double max() {
    settle();
    return moments.count() == 0 ? Double.NaN : max;
  }

  /**
   * How far {@link #quantiles} may be from the true ones, as a share of their size; 0 while there
   * are at most {@value QuantileSketch#MOST_BINS} distinct numbers, and they are exact.
   */
  public double resolution() {
    settle();
    return sketch.resolution();
  }

  /**
   * Of each probability p, the least number that at least a share p of the finite numbers does not
   * exceed; NaN where there is none.
   *
   * @param probabilities from 0 to 1, rising
   */
  public double[] quantiles(double... probabilities) {
    settle();
    double[] quantiles = new double[probabilities.length];
    Arrays.fill(quantiles, Double.NaN);
    QuantileSketch.Bins bins = sketch.bins();
    long before = 0;
    for (int i = 0, bin = 0; i < probabilities.length && bin < bins.size(); i++) {
      long rank = Math.max(1, (long) Math.ceil(probabilities[i] * moments.count()));
      while (bin < bins.size() - 1 && before + bins.count(bin) < rank) {
        before += bins.count(bin++);
      }
      quantiles[i] = rank == moments.count() ? max : within(bins, bin, rank - before);
    }
    return quantiles;
  }

  /** The number of a rank among those of a bin, as if they stood evenly. */
  private double within(QuantileSketch.Bins bins, int bin, long rank) {
    double low = Math.max(bins.low(bin), min);
    double high = Math.min(bins.high(bin), max);
    return low + (high - low) * ((rank - 1.0) / bins.count(bin));
  }

  /**
   * Counts over bins of equal width between two numbers, of the finite numbers there; those below
   * and above are the first and the last count.
   */
  public long[] histogram(double from, double to, int bins) {
    settle();
    long[] counts = new long[bins + 2];
    QuantileSketch.Bins held = sketch.bins();
    double width = (to - from) / bins;
    for (int i = 0; i < held.size(); i++) {
      double low = Math.max(held.low(i), min);
      double middle = low + (Math.min(held.high(i), max) - low) / 2;
      int bin;
      if (middle < from) {
        bin = 0;
      } else if (middle > to) {
        bin = bins + 1;
      } else {
        bin = 1 + Math.min(bins - 1, (int) ((middle - from) / width));
      }
      counts[bin] += held.count(i);
    }
    return counts;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    settle();
    pending = new double[FIRST_PENDING];
    out.defaultWriteObject();
  }
}
