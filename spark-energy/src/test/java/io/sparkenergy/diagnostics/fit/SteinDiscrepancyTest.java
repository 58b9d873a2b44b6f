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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteinDiscrepancyTest {
  private static final FitOptions OPTIONS = FitOptions.defaults().features("x").bootstraps(199);

  /** Written from the definition: k and its derivatives by components, for a double well. */
  private static double h(double[] x, double[] y, double length) {
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      distance += Math.pow((x[i] - y[i]) / length, 2);
    }
    double base = 1 + distance;
    double k = Math.pow(base, -0.5);
    double result = 0;
    for (int i = 0; i < x.length; i++) {
      double sx = -4 * x[i] * (x[i] * x[i] - 2);
      double sy = -4 * y[i] * (y[i] * y[i] - 2);
      double u = (x[i] - y[i]) / length;
      double byX = -0.5 * Math.pow(base, -1.5) * 2 * u / length;
      double byBoth = (Math.pow(base, -1.5) - 3 * u * u * Math.pow(base, -2.5)) / (length * length);
      result += sx * sy * k + sx * -byX + sy * byX + byBoth;
    }
    return result;
  }

  @Test
  void oneBlockIsTheMeanOverAllPairs() {
    double[][] rows = Points.normal(50, 1, 1, 0, -1);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        sum += i == j ? 0 : h(rows[i], rows[j], 1.7);
      }
    }
    SteinDiscrepancy found = stein(rows, 3, DoubleWellEnergy.standard(), OPTIONS.bandwidth(1.7));
    double expected = sum / (50 * 49);
    assertThat(found.block().squared()).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    assertThat(found.blocks()).isEqualTo(1);
    assertThat(found.pairs()).isEqualTo(25);
    assertThat(found.block().standardError()).isNaN();
    assertThat(found.medianHeuristic()).isFalse();
  }

  @Test
  void bandwidthIsTheMedianDistance() {
    double[][] rows = Points.normal(41, 2, 0, 0);
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      for (int j = i + 1; j < rows.length; j++) {
        distances.add(Math.hypot(rows[i][0] - rows[j][0], rows[i][1] - rows[j][1]));
      }
    }
    Collections.sort(distances);
    double median = (distances.get(409) + distances.get(410)) / 2;
    SteinDiscrepancy found = stein(rows, 2, HarmonicEnergy.of(1), OPTIONS);
    assertThat(found.bandwidth()).isCloseTo(median, within(1e-14));
    assertThat(found.medianHeuristic()).isTrue();
  }

  /**
   * Data N(μ, 1), model N(0, 1): the scores differ by -μ, so KSD² = μ² E[k(x, x')], and x - x' is
   * N(0, 2).
   */
  @Test
  void shiftedGaussianHasItsClosedForm() {
    double mu = 0.8;
    double length = 1.3;
    double kernel = 0;
    double step = 1e-3;
    for (double z = -12; z < 12; z += step) {
      double density = Math.exp(-z * z / 4) / Math.sqrt(4 * Math.PI);
      kernel += step * density / Math.sqrt(1 + z * z / (length * length));
    }
    SteinDiscrepancy found =
        stein(Points.normal(20_000, 3, mu), 2, HarmonicEnergy.of(1), OPTIONS.bandwidth(length));
    double expected = mu * mu * kernel;
    assertThat(found.block().squared())
        .isCloseTo(expected, within(4 * found.block().standardError()));
    assertThat(found.linear().squared())
        .isCloseTo(expected, within(4 * found.linear().standardError()));
    assertThat(found.block().standardError()).isLessThan(0.03 * expected);
    assertThat(found.block().pValue()).isEqualTo(1 / 200.0);
    assertThat(found.linear().pValue()).isLessThan(1e-6);
    assertThat(found.pairs()).isBetween(9990L, 10_000L);
  }

  @Test
  void dataOfTheModelAreNotRejected() {
    SteinDiscrepancy found = stein(Points.normal(5000, 4, 0, 0), 2, HarmonicEnergy.of(1), OPTIONS);
    assertThat(found.block().squared()).isCloseTo(0, within(4 * found.block().standardError()));
    assertThat(found.block().pValue()).isGreaterThan(0.05);
    assertThat(found.linear().pValue()).isGreaterThan(0.05);
  }

  /** Of 400 data sets of the model, about 5 % are rejected at 5 %: 20 ± 4.4 by the binomial. */
  @Test
  void wildBootstrapHoldsItsLevel() {
    int rejected = 0;
    for (int set = 0; set < 400; set++) {
      double[][] rows = Points.normal(48, 1000 + set, 0, 0);
      SteinSums sums = new SteinSums(0, 199);
      SteinBlock block = new SteinBlock(new SteinKernel(2, 1.5), 48, 199, set);
      block.begin(sums);
      for (double[] row : rows) {
        block.add(row, new double[] {-row[0], -row[1]}, 0);
      }
      block.finish();
      rejected += sums.block().pValue() <= 0.05 ? 1 : 0;
    }
    assertThat(rejected).isBetween(5, 38);
  }

  /**
   * Rows are -1 or 1, evenly: pairs are equal in half of all cases. If equal rows shared blocks,
   * nearly all pairs would be.
   */
  @Test
  void equalRowsAreSpreadOverBlocks() {
    double[][] rows = new double[8192][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i % 2 == 0 ? 1 : -1;
    }
    SteinDiscrepancy found =
        stein(rows, 3, DoubleWellEnergy.standard(), OPTIONS.bandwidth(1).blockSize(16));
    double equal = h(new double[] {1}, new double[] {1}, 1);
    double opposite = h(new double[] {1}, new double[] {-1}, 1);
    assertThat(found.block().squared())
        .isCloseTo((equal + opposite) / 2, within(4 * found.block().standardError()));
    assertThat(found.block().standardError()).isLessThan(0.1 * Math.abs(equal - opposite));
  }

  @Test
  void blocksAreFullAndTheRemaindersCount() {
    SteinDiscrepancy found =
        stein(
            Points.normal(1000, 5, 0, 0),
            4,
            HarmonicEnergy.of(1),
            OPTIONS.blockSize(4).bandwidth(1));
    // 1000 / (32 · 4) = 7 buckets, each with a last block that may be smaller.
    assertThat(found.blocks()).isBetween(250L, 257L);
    assertThat(found.pairs()).isBetween(493L, 500L);
  }

  private static SteinDiscrepancy stein(
      double[][] rows,
      int partitions,
      io.sparkenergy.energy.EnergyFunction energy,
      FitOptions options) {
    FitReport report = GoodnessOfFit.run(Points.frame(rows, partitions), energy, options);
    assertThat(report.rows().used()).isEqualTo(rows.length);
    assertThat(Arrays.asList(report.toString().split("\n"))).hasSizeGreaterThan(5);
    return report.stein().orElseThrow();
  }
}
