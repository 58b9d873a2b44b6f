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

import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.DifferentiableDensityModel;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.RosenbrockEnergy;
import io.sparkenergy.error.EnergyException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GoodnessOfFitTest {
  private static final FitOptions OPTIONS = FitOptions.defaults().features("x").bootstraps(99);

  @Test
  void meansAndStandardErrorsAreThoseOfPlainLoops() {
    double[][] rows = Points.normal(700, 1, 0.5, -1, 2);
    double[] energy = new double[rows.length];
    double[] objective = new double[rows.length];
    double[] trace = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (double x : rows[i]) {
        energy[i] += Math.pow(x * x - 2, 2);
        trace[i] += 12 * x * x - 8;
        objective[i] += Math.pow(4 * x * (x * x - 2), 2) / 2 - (12 * x * x - 8);
      }
    }
    FitReport report =
        GoodnessOfFit.run(Points.frame(rows, 3), DoubleWellEnergy.standard(), OPTIONS);
    assertThat(report.rows()).isEqualTo(new RowCounts(700, 0, 0));
    assertThat(report.dimension()).isEqualTo(3);
    agrees(report.energy(), energy);
    agrees(report.scoreMatching().orElseThrow().objective(), objective);
    agrees(report.scoreMatching().orElseThrow().laplacian(), trace);
    assertThat(report.scoreMatching().orElseThrow().method()).isEqualTo("exact");
  }

  private static void agrees(MeanEstimate found, double[] values) {
    double error = Points.standardError(values);
    assertThat(found.mean()).isCloseTo(Points.mean(values), relative(Points.mean(values)));
    assertThat(found.standardError()).isCloseTo(error, relative(error));
    // The normal law's 0.975 quantile, from tables.
    assertThat(found.high() - found.mean()).isCloseTo(1.959963984540054 * error, relative(error));
    assertThat(found.mean() - found.low()).isCloseTo(1.959963984540054 * error, relative(error));
  }

  private static org.assertj.core.data.Offset<Double> relative(double expected) {
    return within(1e-11 * Math.abs(expected));
  }

  /** E[½ ‖x‖² - d] for x ~ N(μ, I); the variance of ½ ‖x‖² is d/2 + ‖μ‖². */
  @Test
  void scoreMatchingOfAGaussianIsItsClosedForm() {
    int n = 20_000;
    FitReport report =
        GoodnessOfFit.run(
            Points.frame(Points.normal(n, 2, 1, 0, -1), 2), HarmonicEnergy.of(1), OPTIONS);
    double error = Math.sqrt((1.5 + 2) / n);
    assertThat(report.scoreMatching().orElseThrow().objective().mean())
        .isCloseTo((3 + 2) / 2.0 - 3, within(4 * error));
    assertThat(report.scoreMatching().orElseThrow().objective().standardError())
        .isCloseTo(error, within(0.05 * error));
    assertThat(report.energy().mean()).isCloseTo(2.5, within(4 * error));
  }

  @Test
  void hutchinsonIsExactWhereTheHessianIsDiagonal() {
    Dataset<Row> df = Points.frame(Points.normal(200, 3, 0, 1, 0, 1), 2);
    MeanEstimate exact =
        GoodnessOfFit.run(df, DoubleWellEnergy.standard(), OPTIONS)
            .scoreMatching()
            .orElseThrow()
            .laplacian();
    ScoreMatching estimated =
        GoodnessOfFit.run(df, DoubleWellEnergy.standard(), OPTIONS.probes(3))
            .scoreMatching()
            .orElseThrow();
    assertThat(estimated.laplacian().mean()).isCloseTo(exact.mean(), relative(exact.mean()));
    assertThat(estimated.method()).isEqualTo("hutchinson");
    assertThat(estimated.probes()).isEqualTo(3);
  }

  /** vᵀHv has variance 2 Σ_{i≠j} Hᵢⱼ²; in Rosenbrock's Hessian off the diagonal stand -4 b xᵢ. */
  @Test
  void hutchinsonIsUnbiasedAndItsNoiseIsThatOfRandomSigns() {
    double[][] rows = Points.normal(4000, 4, 0, 0, 0);
    Dataset<Row> df = Points.frame(rows, 2);
    EnergyFunction energy = RosenbrockEnergy.of(1, 2);
    double exact =
        GoodnessOfFit.run(df, energy, OPTIONS).scoreMatching().orElseThrow().laplacian().mean();
    double variance = 0;
    for (double[] row : rows) {
      variance += 4 * 64 * (row[0] * row[0] + row[1] * row[1]) / 2;
    }
    double error = Math.sqrt(variance) / rows.length;
    double first = laplacian(df, energy, OPTIONS.probes(2));
    double second = laplacian(df, energy, OPTIONS.probes(2).seed(2));
    assertThat(first).isCloseTo(exact, within(4 * error)).isNotEqualTo(exact);
    assertThat(second).isCloseTo(exact, within(4 * error)).isNotEqualTo(first);
    assertThat(laplacian(df.repartition(7), energy, OPTIONS.probes(2)))
        .isCloseTo(first, relative(first));
  }

  private static double laplacian(Dataset<Row> df, EnergyFunction energy, FitOptions options) {
    return GoodnessOfFit.run(df, energy, options).scoreMatching().orElseThrow().laplacian().mean();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200})
  void partitionsDoNotChangeTheReport(int partitions) {
    double[][] rows = Points.normal(5000, 5, 0, 0.2);
    FitReport expected =
        GoodnessOfFit.run(Points.frame(rows, 3), HarmonicEnergy.of(1), OPTIONS.blockSize(8));
    FitReport found =
        GoodnessOfFit.run(
            Points.frame(rows, partitions), HarmonicEnergy.of(1), OPTIONS.blockSize(8));
    assertThat(found.energy().mean()).isCloseTo(expected.energy().mean(), within(1e-12));
    assertThat(found.energy().standardError())
        .isCloseTo(expected.energy().standardError(), within(1e-12));
    assertThat(found.scoreMatching().orElseThrow().objective().mean())
        .isCloseTo(expected.scoreMatching().orElseThrow().objective().mean(), within(1e-12));
    // Bucket by bucket in the order of hashes: to the last bit.
    assertThat(found.stein()).isEqualTo(expected.stein());
  }

  @Test
  void rowsThatCannotCountAreLeftOutAndCounted() {
    Dataset<Row> df =
        Points.spark()
            .sql(
                "select * from values (array(1d, 2d)), (null), (array(double('nan'), 0d)),"
                    + " (array(3d, 0d)), (array(1e200, 0d)), (array(0d, 1d)) as t(x)");
    FitReport report = GoodnessOfFit.run(df, HarmonicEnergy.of(2), OPTIONS);
    assertThat(report.rows()).isEqualTo(new RowCounts(3, 1, 2));
    assertThat(report.energy().mean()).isCloseTo((5 + 9 + 1) / 3.0, within(1e-14));
    assertThat(report.stein().orElseThrow().pairs()).isEqualTo(1);
    assertThat(report.toString())
        .contains("3 rows used, 1 without features, 2 not finite and left out");
  }

  @Test
  void emptyInputGivesAnEmptyReport() {
    for (EnergyFunction energy :
        List.of(HarmonicEnergy.of(1), EnergyFunction.define("e", 2, x -> x.square().sum()))) {
      FitReport report = GoodnessOfFit.run(Points.frame(new double[0][], 2), energy, OPTIONS);
      assertThat(report.rows().used()).isZero();
      assertThat(report.energy().mean()).isNaN();
      assertThat(report.stein()).isEmpty();
      assertThat(report.rejectedAt(0.05)).isFalse();
    }
  }

  @Test
  void refusalsSayWhatWasFoundAndExpected() {
    Dataset<Row> mixed = Points.frame(new double[][] {{1, 2}, {1, 2, 3}}, 1);
    assertThatThrownBy(() -> GoodnessOfFit.run(mixed, HarmonicEnergy.of(1), OPTIONS))
        .rootCause()
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("column x: found")
        .hasMessageContaining("harmonic expects d = ");
    assertThatThrownBy(() -> GoodnessOfFit.run(mixed, HarmonicEnergy.of(1), OPTIONS.features("y")))
        .hasMessageContaining("column y is not in the input");
    EnergyFunction leaf = DensityModelEnergy.of(new Flat());
    Dataset<Row> df = Points.frame(Points.normal(5, 1, 0, 0), 1);
    assertThatThrownBy(() -> GoodnessOfFit.run(df, leaf, OPTIONS))
        .hasMessageContaining("NO_GRADIENT");
    assertThatThrownBy(() -> OPTIONS.blockSize(7))
        .hasMessageContaining("blockSize: found 7, expected an even number from 4 to 1024");
    assertThatThrownBy(() -> OPTIONS.confidence(95)).hasMessageContaining("confidence");
  }

  /** A normal density that knows its gradient and no second derivative. */
  private static final class Normal implements DifferentiableDensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return x.mul(x).sum(1).mul(-0.5);
    }

    @Override
    public INDArray logDensityGradient(INDArray x) {
      return x.neg();
    }
  }

  @Test
  void energiesWithoutSecondDerivativeHaveAllButScoreMatching() {
    Dataset<Row> df = Points.frame(Points.normal(100, 8, 0, 0), 2);
    FitReport model = GoodnessOfFit.run(df, DensityModelEnergy.of(new Normal()), OPTIONS);
    FitReport expression = GoodnessOfFit.run(df, HarmonicEnergy.of(1), OPTIONS);
    assertThat(model.scoreMatching()).isEmpty();
    assertThat(model.energy().mean()).isCloseTo(expression.energy().mean(), within(1e-12));
    assertThat(model.stein().orElseThrow().block().squared())
        .isCloseTo(expression.stein().orElseThrow().block().squared(), within(1e-12));
    assertThat(model.toString()).contains("none: the energy has no second derivative");
    assertThat(model.toJson()).doesNotContain("score_matching");
  }

  private static final class Flat implements DensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return Nd4j.zeros(x.dataType(), x.size(0));
    }
  }

  @Test
  void jsonAndDataFrameHoldTheFigures() {
    FitReport report =
        GoodnessOfFit.run(
            Points.frame(Points.normal(100, 6, 0, 0), 2), HarmonicEnergy.of(1), OPTIONS);
    assertThat(report.toJson())
        .contains("\"energy\":{\"mean\":" + report.energy().mean())
        .contains("\"bandwidth\":" + report.stein().orElseThrow().bandwidth());
    List<Row> table = report.toDataFrame(Points.spark()).collectAsList();
    assertThat(table.stream().map(row -> row.getString(0)))
        .containsExactly(
            "energy_mean",
            "score_matching",
            "half_squared_score",
            "laplacian",
            "ksd_squared_block",
            "ksd_squared_linear");
    assertThat(table.get(0).getDouble(1)).isEqualTo(report.energy().mean());
    assertThat(table.get(4).getDouble(5)).isEqualTo(report.stein().orElseThrow().block().pValue());
    assertThat(Arrays.asList(report.toString().split("\n"))).hasSize(8);
  }
}
