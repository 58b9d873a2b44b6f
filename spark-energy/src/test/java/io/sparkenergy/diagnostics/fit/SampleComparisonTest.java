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

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SampleComparisonTest {
  private static final FitOptions OPTIONS = FitOptions.defaults().features("x").bins(12);
  private static final EnergyFunction FIRST = EnergyFunction.define("first", x -> x.get(0));

  /** sup |F - G| by counting, for each energy, those that do not exceed it. */
  private static double gap(double[][] a, double[][] b) {
    double largest = 0;
    for (double[][] both : new double[][][] {a, b}) {
      for (double[] at : both) {
        largest = Math.max(largest, Math.abs(below(a, at[0]) - below(b, at[0])));
      }
    }
    return largest;
  }

  private static double below(double[][] rows, double value) {
    return Arrays.stream(rows).filter(row -> row[0] <= value).count() / (double) rows.length;
  }

  @Test
  void statisticIsExactOnManyPartitionsAndWithTies() {
    double[][] a = Points.normal(400, 1, 0);
    double[][] b = Points.normal(300, 2, 0.4);
    SampleComparisonReport report =
        SampleComparison.run(Points.frame(a, 3), Points.frame(b, 5), FIRST, OPTIONS);
    assertThat(report.kolmogorovSmirnov()).isCloseTo(gap(a, b), within(1e-15));
    for (double[][] rows : new double[][][] {a, b}) {
      for (double[] row : rows) {
        row[0] = Math.rint(2 * row[0]);
      }
    }
    SampleComparisonReport tied =
        SampleComparison.run(Points.frame(a, 4), Points.frame(b, 1), FIRST, OPTIONS);
    assertThat(tied.kolmogorovSmirnov()).isCloseTo(gap(a, b), within(1e-15));
  }

  @Test
  void histogramsCountEveryRowAndTheirDistancesFollow() {
    double[][] a = Points.normal(500, 3, 0);
    double[][] b = Points.normal(700, 4, 0.5);
    b[0][0] = 1e9;
    SampleComparisonReport report =
        SampleComparison.run(Points.frame(a, 2), Points.frame(b, 2), FIRST, OPTIONS);
    assertThat(report.bins()).hasSize(14);
    double variation = 0;
    double shannon = 0;
    for (EnergyBin bin : report.bins()) {
      boolean last = bin.equals(report.bins().get(12));
      assertThat(bin.reference()).isEqualTo(inside(a, bin, last));
      assertThat(bin.data()).isEqualTo(inside(b, bin, last));
      double p = bin.reference() / 500.0;
      double q = bin.data() / 700.0;
      variation += Math.abs(p - q) / 2;
      shannon += entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2;
    }
    assertThat(report.totalVariation()).isCloseTo(variation, within(1e-14));
    assertThat(report.jensenShannon()).isCloseTo(shannon, within(1e-12));
    assertThat(report.bins().stream().mapToLong(EnergyBin::data).sum()).isEqualTo(700);
    // One row of 1e9 leaves the bins where the others are.
    assertThat(report.bins().get(13).from()).isLessThan(10);
    assertThat(report.differsAt(0.01)).isTrue();
  }

  private static long inside(double[][] rows, EnergyBin bin, boolean last) {
    return Arrays.stream(rows)
        .filter(row -> bin.from() == Double.NEGATIVE_INFINITY || row[0] >= bin.from())
        .filter(row -> row[0] < bin.to() || (last && row[0] == bin.to()))
        .filter(row -> !(bin.to() == Double.POSITIVE_INFINITY && row[0] == bin.from()))
        .count();
  }

  private static double entropy(double p) {
    return p == 0 ? 0 : -p * Math.log(p) / Math.log(2);
  }

  /** All of three before all of three: 2 of the 20 orders are as extreme. */
  @Test
  void smallSamplesHaveTheirExactPValue() {
    SampleComparisonReport report =
        SampleComparison.run(
            Points.frame(new double[][] {{1}, {2}, {3}}, 2),
            Points.frame(new double[][] {{4}, {5}, {6}}, 1),
            FIRST,
            OPTIONS);
    assertThat(report.kolmogorovSmirnov()).isEqualTo(1);
    assertThat(report.pValue()).isCloseTo(0.1, within(1e-12));
    assertThat(report.totalVariation()).isEqualTo(1);
    assertThat(report.jensenShannon()).isCloseTo(1, within(1e-12));
  }

  /** Kolmogorov's limit, 2 Σ (-1)^(k-1) exp(-2 k² λ²) with λ = D √(nm / (n + m)). */
  @Test
  void largeSamplesHaveKolmogorovsLimit() {
    double[][] a = Points.normal(3000, 5, 0);
    double[][] b = Points.normal(2000, 6, 0.02);
    SampleComparisonReport report =
        SampleComparison.run(Points.frame(a, 2), Points.frame(b, 2), FIRST, OPTIONS);
    double lambda = report.kolmogorovSmirnov() * Math.sqrt(3000.0 * 2000 / 5000);
    double p = 0;
    for (int k = 1; k < 100; k++) {
      p += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * lambda * lambda);
    }
    assertThat(report.pValue()).isCloseTo(p, within(1e-10));
    assertThat(report.differsAt(0.01)).isFalse();
  }

  @Test
  void nullsAndInfinitiesAreCountedAndEmptySidesGiveNoFigure() {
    Dataset<Row> odd =
        Points.spark()
            .sql(
                "select * from values (array(1d), 5), (null, 6), (array(double('infinity')), 7),"
                    + " (array(double('nan')), 8) as t(x, energy)");
    SampleComparisonReport report =
        SampleComparison.run(odd, odd.where("energy = 5"), HarmonicEnergy.of(1), OPTIONS);
    assertThat(report.reference()).isEqualTo(new RowCounts(1, 1, 2));
    assertThat(report.data()).isEqualTo(new RowCounts(1, 0, 0));
    assertThat(report.kolmogorovSmirnov()).isZero();
    SampleComparisonReport empty =
        SampleComparison.run(odd, odd.where("energy < 0"), HarmonicEnergy.of(1), OPTIONS);
    assertThat(empty.kolmogorovSmirnov()).isNaN();
    assertThat(empty.bins()).isEmpty();
    assertThat(empty.differsAt(0.5)).isFalse();
    assertThat(report.toJson()).contains("\"reference\":{\"rows_used\":1");
    assertThat(report.toDataFrame(Points.spark()).count()).isEqualTo(3);
  }
}
