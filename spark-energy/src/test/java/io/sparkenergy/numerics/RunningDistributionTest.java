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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningDistributionTest {
  private static final double[] PROBABILITIES = {0, 0.01, 0.25, 0.5, 0.75, 0.99, 1};

  private static RunningDistribution of(double... values) {
    RunningDistribution numbers = new RunningDistribution();
    numbers.add(values, values.length);
    return numbers;
  }

  private static double[] normal(int n, double offset) {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = new double[n];
    Arrays.setAll(values, i -> offset + random.nextGaussian());
    return values;
  }

  /** Mean and standard deviation in decimals of 60 digits. */
  private static double[] exactly(double... values) {
    MathContext digits = new MathContext(60);
    BigDecimal n = BigDecimal.valueOf(values.length);
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    BigDecimal mean = sum.divide(n, digits);
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      squares = squares.add(new BigDecimal(value).subtract(mean).pow(2), digits);
    }
    BigDecimal variance = squares.divide(n.subtract(BigDecimal.ONE), digits);
    return new double[] {mean.doubleValue(), variance.sqrt(digits).doubleValue()};
  }

  private static RunningDistribution merged(double[] values, int parts) {
    RunningDistribution all = new RunningDistribution();
    for (int part = parts - 1; part >= 0; part--) {
      int from = (int) ((long) values.length * part / parts);
      int to = (int) ((long) values.length * (part + 1) / parts);
      all.merge(of(Arrays.copyOfRange(values, from, to)));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e9, -1e15, 1e-300})
  void momentsAreExactUnderAnyOffsetAndPartition(double offset) {
    double[] values = normal(20_000, offset);
    double[] exact = exactly(values);
    for (int parts : new int[] {1, 2, 200, 20_000}) {
      RunningDistribution numbers = merged(values, parts);
      assertThat(numbers.count()).isEqualTo(20_000);
      double scale = Math.max(Math.abs(offset), exact[1]);
      assertThat(numbers.mean()).isCloseTo(exact[0], within(1e-15 * scale));
      assertThat(numbers.std()).isCloseTo(exact[1], within(1e-12 * exact[1]));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e9})
  void quantilesAreNearAndTheSameForAnyPartition(double offset) {
    double[] values = normal(50_000, offset);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    RunningDistribution whole = of(values);
    double[] quantiles = whole.quantiles(PROBABILITIES);
    assertThat(whole.resolution()).isBetween(1e-16, 0.01);
    for (int i = 0; i < PROBABILITIES.length; i++) {
      int rank = Math.max(1, (int) Math.ceil(PROBABILITIES[i] * sorted.length));
      double exact = sorted[rank - 1];
      assertThat(quantiles[i]).isCloseTo(exact, within(whole.resolution() * Math.abs(exact)));
    }
    if (offset > 0) {
      assertThat(quantiles[3] - offset).isCloseTo(0, within(0.02));
    }
    for (int parts : new int[] {2, 200}) {
      RunningDistribution parted = merged(values, parts);
      assertThat(parted.quantiles(PROBABILITIES)).containsExactly(quantiles);
      assertThat(parted.histogram(-2, 2, 10)).containsExactly(whole.histogram(-2, 2, 10));
    }
  }

  @Test
  void quantilesOfFewNumbersAreExact() {
    RunningDistribution numbers = of(3, -0.0, 1, 2, 0.0, -1e300, Double.MIN_VALUE, 1);
    assertThat(numbers.quantiles(0, 0.125, 0.25, 0.5, 0.75, 0.9, 1))
        .containsExactly(-1e300, -1e300, 0, Double.MIN_VALUE, 1, 3, 3);
    assertThat(numbers.resolution()).isZero();
    assertThat(numbers.histogram(0, 2, 2)).containsExactly(1, 3, 3, 1);
  }

  @Test
  void numbersOfEveryOrderFit() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[200_000];
    Arrays.setAll(
        values,
        i -> {
          double value = Double.longBitsToDouble(random.nextLong());
          return Double.isFinite(value) ? value : 1;
        });
    RunningDistribution numbers = of(values);
    Arrays.sort(values);
    assertThat(numbers.quantiles(0, 1)).containsExactly(values[0], values[values.length - 1]);
    double median = numbers.quantiles(0.3)[0];
    assertThat(median / values[59_999]).isBetween(0.5, 2.0);
    assertThat(numbers.std()).isInfinite();
  }

  @Test
  void nanAndInfinitiesAreCountedAndSpoilNothing() {
    RunningDistribution numbers =
        of(1, Double.NaN, 3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
    assertThat(numbers.nans()).isEqualTo(2);
    assertThat(numbers.positiveInfinities()).isEqualTo(1);
    assertThat(numbers.negativeInfinities()).isEqualTo(1);
    assertThat(numbers.count()).isEqualTo(2);
    assertThat(numbers.mean()).isEqualTo(2);
    assertThat(numbers.std()).isEqualTo(Math.sqrt(2));
    assertThat(numbers.min()).isEqualTo(1);
    assertThat(numbers.max()).isEqualTo(3);
  }

  @Test
  void noNumbersAreNaN() {
    RunningDistribution none = new RunningDistribution().merge(new RunningDistribution());
    assertThat(none.count()).isZero();
    assertThat(none.mean()).isNaN();
    assertThat(none.std()).isNaN();
    assertThat(none.min()).isNaN();
    assertThat(none.quantiles(0.5)).containsExactly(Double.NaN);
    assertThat(of(4).std()).isNaN();
  }

  @Test
  void travelsWhole() throws IOException, ClassNotFoundException {
    RunningDistribution numbers = of(normal(50_000, 3));
    numbers.add(Double.NaN);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(numbers);
    }
    assertThat(bytes.size()).isLessThan(100_000);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RunningDistribution read = (RunningDistribution) in.readObject();
      assertThat(read.mean()).isEqualTo(numbers.mean());
      assertThat(read.nans()).isEqualTo(1);
      read.merge(of(1, 2)).add(3);
      numbers.merge(of(1, 2)).add(3);
      assertThat(read.quantiles(PROBABILITIES)).containsExactly(numbers.quantiles(PROBABILITIES));
      assertThat(read.count()).isEqualTo(50_003);
    }
  }
}
