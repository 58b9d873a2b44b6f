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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.diagnostics.fit.EnergyComparisonReport.Verdict;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EnergyComparisonTest {
  private static final FitOptions OPTIONS = FitOptions.defaults().features("x");
  private static final EnergyFunction WELL = DoubleWellEnergy.standard();
  private static final EnergyFunction HARMONIC = HarmonicEnergy.of(3);

  @Test
  void differencesArePairedAndThoseOfPlainLoops() {
    double[][] rows = Points.normal(300, 1, 0.3, 1);
    double[] energy = new double[300];
    double[] objective = new double[300];
    double[] distance = new double[300];
    for (int i = 0; i < 300; i++) {
      for (double x : rows[i]) {
        double wellSlope = 4 * x * (x * x - 2);
        energy[i] += 1.5 * x * x - Math.pow(x * x - 2, 2);
        objective[i] += 4.5 * x * x - 3 - (wellSlope * wellSlope / 2 - (12 * x * x - 8));
        distance[i] += Math.pow(wellSlope - 3 * x, 2) / 2;
      }
    }
    EnergyComparisonReport report =
        EnergyComparison.run(Points.frame(rows, 3), WELL, HARMONIC, OPTIONS);
    agrees(report.energyDifference(), energy);
    agrees(report.scoreMatchingDifference(), objective);
    agrees(report.scoreDistance(), distance);
    assertThat(report.logLikelihoodRatio()).isCloseTo(300 * Points.mean(energy), within(1e-9));
    EnergyComparisonReport swapped =
        EnergyComparison.run(Points.frame(rows, 2), HARMONIC, WELL, OPTIONS);
    assertThat(swapped.energyDifference().mean())
        .isCloseTo(-report.energyDifference().mean(), within(1e-12));
    assertThat(swapped.energyOfB().mean()).isCloseTo(report.energyOfA().mean(), within(1e-12));
  }

  private static void agrees(MeanEstimate found, double[] values) {
    double mean = Points.mean(values);
    double error = Points.standardError(values);
    assertThat(found.mean()).isCloseTo(mean, within(1e-11 * Math.abs(mean)));
    assertThat(found.standardError()).isCloseTo(error, within(1e-11 * error));
  }

  /** For data N(0, I), models N(0, I) and N(m, I): J_b - J_a = ½ ‖m‖² and so is the distance. */
  @Test
  void gaussiansDifferByTheirFisherDivergence() {
    Dataset<Row> df = Points.frame(Points.normal(5000, 2, 0, 0), 2);
    EnergyFunction there = GaussianEnergy.of(new double[] {1, 1}, new double[][] {{1, 0}, {0, 1}});
    EnergyFunction here = GaussianEnergy.of(new double[] {0, 0}, new double[][] {{1, 0}, {0, 1}});
    EnergyComparisonReport report = EnergyComparison.run(df, here, there, OPTIONS);
    // J_b - J_a = ½ ‖x - m‖² - ½ ‖x‖² = 1 - x·m, whose variance is ‖m‖² = 2.
    assertThat(report.scoreMatchingDifference().mean())
        .isCloseTo(1, within(4 * Math.sqrt(2.0 / 5000)));
    assertThat(report.scoreDistance().mean()).isCloseTo(1, within(1e-12));
    assertThat(report.verdict()).isEqualTo(Verdict.A_FITS_BETTER);
    assertThat(EnergyComparison.run(df, there, here, OPTIONS).verdict())
        .isEqualTo(Verdict.B_FITS_BETTER);
    assertThat(EnergyComparison.run(df, here, here, OPTIONS).verdict())
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(report.toString()).contains("gaussian (a) fits better, at 95 %");
    assertThat(report.toJson()).contains("\"verdict\":\"A_FITS_BETTER\"");
    assertThat(report.toDataFrame(Points.spark()).count()).isEqualTo(8);
  }

  @Test
  void rowsThatEitherCannotTakeAreLeftOut() {
    EnergyFunction logarithm = EnergyFunction.define("log", x -> x.log().sum().negate());
    EnergyComparisonReport report =
        EnergyComparison.run(
            Points.frame(new double[][] {{1}, {-1}, {2}}, 2), HARMONIC, logarithm, OPTIONS);
    assertThat(report.rows()).isEqualTo(new RowCounts(2, 0, 1));
  }

  @Test
  void energiesMustFitTheSameRows() {
    EnergyFunction three = EnergyFunction.define("three", 3, x -> x.square().sum());
    Dataset<Row> df = Points.frame(Points.normal(10, 1, 0, 0), 1);
    assertThatThrownBy(() -> EnergyComparison.run(df, HARMONIC, three, OPTIONS))
        .rootCause()
        .hasMessageContaining("found 2 elements")
        .hasMessageContaining("expects d = 3");
  }

  @Test
  void emptyInputIsUndecided() {
    EnergyComparisonReport report =
        EnergyComparison.run(Points.frame(new double[0][], 1), HARMONIC, WELL, OPTIONS);
    assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(report.rows().used()).isZero();
  }
}
