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

import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void anyPartitioningGivesTheCovarianceOfTwoPasses() {
    int d = 3;
    double[][] rows = new double[1000][d];
    Random random = new Random(1);
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        // An offset that squares would not survive.
        row[j] = 1e9 + random.nextGaussian() * (j + 1);
      }
    }
    double[][] expected = twoPass(rows);
    for (int partitions : new int[] {1, 2, 7, 1000}) {
      Moments merged = new Moments();
      for (int p = 0; p < partitions; p++) {
        Moments part = new Moments();
        for (int i = p; i < rows.length; i += partitions) {
          part.add(rows[i]);
        }
        merged.merge(part).merge(new Moments());
      }
      assertThat(merged.count()).isEqualTo(1000);
      for (int i = 0; i < d; i++) {
        assertThat(merged.covariance()[i]).containsExactly(expected[i], within(1e-12));
      }
    }
  }

  @Test
  void weightsAreRelativeAndVariancesAreTheDiagonal() {
    double[][] rows = {{1e9 + 1, 2}, {1e9 + 4, -1}, {1e9, 0.5}, {1e9 - 2, 7}};
    double[] weights = {1, 2, 0.5, 3};
    for (double factor : new double[] {1, 1000}) {
      Moments full = new Moments();
      Moments diagonal = Moments.ofVariances();
      for (int i = 0; i < rows.length; i++) {
        full.add(rows[i], 0, 2, factor * weights[i]);
        diagonal.add(rows[i], 0, 2, factor * weights[i]);
      }
      // Σw = 6.5, Σw² = 14.25
      double first = (1 + 8 + 0 - 6) / 6.5;
      double second = (2 - 2 + 0.25 + 21) / 6.5;
      double divisor = 6.5 - 14.25 / 6.5;
      double covariance = 0;
      double variance = 0;
      for (int i = 0; i < rows.length; i++) {
        double difference = rows[i][0] - 1e9 - first;
        covariance += weights[i] * difference * (rows[i][1] - second) / divisor;
        variance += weights[i] * difference * difference / divisor;
      }
      assertThat(full.covariance()[1][0]).isCloseTo(covariance, within(1e-13));
      assertThat(full.variances()).containsExactly(diagonal.variances(), within(1e-13));
      assertThat(diagonal.variances()[0]).isCloseTo(variance, within(1e-13));
      assertThat(full.weight()).isEqualTo(6.5 * factor);
    }
  }

  @Test
  void choleskyOfAKnownMatrix() {
    Cholesky cholesky = Cholesky.of(new double[][] {{4, 2}, {2, 5}}).orElseThrow();
    assertThat(cholesky.logDeterminant()).isCloseTo(Math.log(16), within(1e-15));
    assertThat(cholesky.inverse()[0]).containsExactly(new double[] {0.3125, -0.125}, within(1e-16));
    assertThat(cholesky.inverse()[1]).containsExactly(new double[] {-0.125, 0.25}, within(1e-16));
    assertThat(Cholesky.of(new double[][] {{1, 2}, {2, 1}})).isEmpty();
    assertThat(Cholesky.of(new double[][] {{0.1, 0.3}, {0.3, 0.9}})).isEmpty();
  }

  private static double[][] twoPass(double[][] rows) {
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        mean[j] += (row[j] - 1e9) / rows.length;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] +=
              (row[i] - 1e9 - mean[i]) * (row[j] - 1e9 - mean[j]) / (rows.length - 1);
        }
      }
    }
    return covariance;
  }
}
