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
package io.sparkenergy.diagnostics.statistics;

import io.sparkenergy.numerics.RunningDistribution;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What is known of many numbers. Mean to histogram are of the finite ones; the others are counted.
 *
 * @param count how many are finite
 * @param nans how many are NaN
 * @param positiveInfinities how many are +∞
 * @param negativeInfinities how many are -∞
 * @param mean NaN where there is none
 * @param std the standard deviation, dividing by count - 1; NaN where there are fewer than two
 * @param min the least; NaN where there is none
 * @param max the greatest; NaN where there is none
 * @param quantiles by rising probability; none where there is no number
 * @param resolution how far a quantile may be from the true one, as a share of its size; 0 where
 *     quantiles are exact
 * @param histogram for pictures; its counts are as exact as the resolution allows
 */
public record Distribution(
    long count,
    long nans,
    long positiveInfinities,
    long negativeInfinities,
    double mean,
    double std,
    double min,
    double max,
    List<Quantile> quantiles,
    double resolution,
    Histogram histogram)
    implements Serializable {
  public Distribution {
    quantiles = List.copyOf(quantiles);
  }

  /** What is told of every distribution. */
  private static final double[] PROBABILITIES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

  private static final int BINS = 50;

  /** How many times the distance of the outer quantiles a histogram reaches beyond them. */
  private static final int REACH = 3;

  /** A distribution of no numbers. */
  public static Distribution empty() {
    return of(new RunningDistribution());
  }

  /** What the numbers seen so far come to. */
  public static Distribution of(RunningDistribution numbers) {
    double[] values = numbers.quantiles(PROBABILITIES);
    List<Quantile> quantiles =
        IntStream.range(0, numbers.count() == 0 ? 0 : values.length)
            .mapToObj(i -> new Quantile(PROBABILITIES[i], values[i]))
            .toList();
    return new Distribution(
        numbers.count(),
        numbers.nans(),
        numbers.positiveInfinities(),
        numbers.negativeInfinities(),
        numbers.mean(),
        numbers.std(),
        numbers.min(),
        numbers.max(),
        quantiles,
        numbers.resolution(),
        histogram(numbers, values[0], values[values.length - 1]));
  }

  /** Far outliers are counted beside the bins, which would be empty but for two of them. */
  private static Histogram histogram(RunningDistribution numbers, double low, double high) {
    if (numbers.count() == 0) {
      return Histogram.empty();
    }
    double reach = high > low ? REACH * (high - low) : Double.POSITIVE_INFINITY;
    double from = Math.max(numbers.min(), low - reach);
    double to = Math.min(numbers.max(), high + reach);
    long[] counts = numbers.histogram(from, to, to > from ? BINS : 1);
    List<Long> bins = LongStream.of(counts).skip(1).limit(counts.length - 2L).boxed().toList();
    return new Histogram(from, to, bins, counts[0], counts[counts.length - 1]);
  }

  /** The value of a quantile that is told: of 0.01, 0.05, 0.25, 0.5, 0.75, 0.95 or 0.99. */
  public double quantile(double probability) {
    return quantiles.stream()
        .filter(quantile -> quantile.probability() == probability)
        .mapToDouble(Quantile::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** How many are NaN or infinite. */
  public long nonFinite() {
    return nans + positiveInfinities + negativeInfinities;
  }
}
