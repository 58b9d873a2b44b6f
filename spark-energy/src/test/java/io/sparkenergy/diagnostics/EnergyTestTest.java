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
package io.sparkenergy.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.report.Verdict;
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.DifferentiableDensityModel;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.RosenbrockEnergy;
import io.sparkenergy.energy.Sin2Energy;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class EnergyTestTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();
  private static final EnergyTestOptions BY_ID =
      EnergyTestOptions.defaults().features("x").id("id");

  private static Dataset<Row> points(long n, int partitions, String x) {
    return SPARK.range(0, n, 1, partitions).selectExpr("id", x + " as x");
  }

  private static Check check(EnergyTestReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(report.toString()));
  }

  private static List<String> failed(EnergyTestReport report) {
    return report.checks().stream()
        .filter(check -> check.verdict() == Verdict.FAILED)
        .map(Check::name)
        .toList();
  }

  private static List<String> rows(Check check) {
    return check.rows().stream().map(OffendingRow::row).toList();
  }

  /** Six standard errors of a mean and, for the std, of a variance with the fourth moment given. */
  private static void assertMoments(
      double mean, double std, double expectedMean, double expectedStd, double kurtosis, double n) {
    assertThat(mean).isCloseTo(expectedMean, within(6 * expectedStd / Math.sqrt(n)));
    assertThat(std * std / (expectedStd * expectedStd))
        .isCloseTo(1, within(6 * Math.sqrt((kurtosis - 1) / n)));
  }

  @Test
  void statisticsOfStandardNormalSamplesAreTheClosedForms() {
    int n = 100_000;
    EnergyTestOptions few = EnergyTestOptions.defaults().sample(8, 8);
    EnergyFunction gaussian =
        GaussianEnergy.of(new double[3], new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    EnergyTestReport report = EnergyTest.run(SPARK, n, 3, gaussian, few);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(report.evaluated()).isEqualTo(n);
    // χ²(d)/2: kurtosis 3 + 12/d; the scores are normal.
    assertMoments(report.energyMean(), report.energyStd(), 1.5, Math.sqrt(1.5), 7, n);
    assertMoments(report.scoreMean(), report.scoreStd(), 0, 1, 3, 3.0 * n);
    assertThat(report.scores().count()).isEqualTo(3L * n);

    report = EnergyTest.run(SPARK, n, 2, DoubleWellEnergy.standard(), few);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertMoments(report.energyMean(), report.energyStd(), 6, 8, 120, n);
    assertMoments(report.scoreMean(), report.scoreStd(), 0, Math.sqrt(112), 100, 2.0 * n);

    report = EnergyTest.run(SPARK, n, 3, RosenbrockEnergy.of(1, 100), few);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(report.energyMean()).isCloseTo(804, within(6 * report.energyStd() / Math.sqrt(n)));

    report = EnergyTest.run(SPARK, n, 1, Sin2Energy.of(1), few);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(report.energyMean()).isCloseTo((1 - Math.exp(-2)) / 2, within(0.01));
    assertMoments(
        report.scoreMean(), report.scoreStd(), 0, Math.sqrt((1 - Math.exp(-8)) / 2), 3, n);
  }

  @Test
  void statisticsOfExplicitSamples() {
    // E = x², s = -2x of 0, 1, 2, 3: energies 0, 1, 4, 9; scores 0, -2, -4, -6.
    EnergyTestReport report =
        EnergyTest.run(points(4, 2, "array(double(id))"), HarmonicEnergy.of(2), BY_ID);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(report.energyMean()).isEqualTo(3.5);
    assertThat(report.energyStd()).isCloseTo(Math.sqrt(49.0 / 3), within(1e-15 * 4));
    assertThat(report.scoreMean()).isEqualTo(-3);
    assertThat(report.scoreStd()).isCloseTo(Math.sqrt(20.0 / 3), within(1e-15 * 4));
    assertThat(report.energies().min()).isZero();
    assertThat(report.energies().max()).isEqualTo(9);
    assertThat(report.energies().quantile(0.5)).isEqualTo(1);
    assertThat(report.scoreNorms().quantile(0.75)).isEqualTo(4);
  }

  @Test
  void anOffsetOfABillionSpoilsNoStandardDeviation() {
    EnergyFunction offset = EnergyFunction.define("offset", x -> x.square().sum().plus(1e9));
    EnergyTestReport report = EnergyTest.run(points(4, 1, "array(double(id))"), offset, BY_ID);
    assertThat(report.energyMean()).isEqualTo(1e9 + 3.5);
    assertThat(report.energyStd()).isCloseTo(Math.sqrt(49.0 / 3), within(1e-14));
    assertThat(failed(report)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'harmonic','k':1e-8}",
        "{'type':'double_well'}",
        "{'type':'ackley'}",
        "{'type':'rastrigin'}",
        "{'type':'styblinski_tang'}",
        "{'type':'himmelblau'}",
        "{'type':'funnel'}",
        "{'type':'affine','a':[1,-2],'c':1e9}",
        "{'type':'spherical','base':{'type':'rosenbrock'}}",
        "{'type':'mixture','components':[{'type':'gaussian','mean':[3,0],'cov':[[1,0],[0,1]]},"
            + "{'type':'gaussian','mean':[-3,0],'cov':[[1e-3,0],[0,1e3]]}]}",
        "{'type':'composite','operation':'min','components':[{'type':'harmonic'},"
            + "{'type':'rosenbrock'}]}",
        "{'type':'mlp','activation':'relu','layers':[{'W':[[1,2],[-3,1],[0.5,0.5]],'b':[0,1,-1]},"
            + "{'W':[[1,-1,2]],'b':[0]}]}",
        "{'type':'density','family':'laplace','loc':[0,0],'scale':[1,2]}"
      })
  void theCatalogueIsSound(String json) {
    EnergyFunction energy = Energies.fromJson(json.replace('\'', '"'));
    EnergyTestReport report =
        EnergyTest.run(SPARK, 2000, 2, energy, EnergyTestOptions.defaults().sample(24, 8));
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(check(report, "score_along_direction").verdict()).isEqualTo(Verdict.PASSED);
    assertThat(check(report, "backends").detail()).contains("nd4j");
    assertThat(check(report, "hessian_symmetry").verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void atAKinkEitherSlopeIsRight() {
    EnergyFunction relu = EnergyFunction.define("relu", x -> x.relu().sum());
    EnergyTestReport report =
        EnergyTest.run(points(40, 2, "array(if(id % 4 = 0, 0d, sin(id)))"), relu, BY_ID);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(check(report, "score_by_coordinate").detail()).contains("at kinks");
  }

  /** log p = -½ |x|², whose gradient is wrong where x₀ > 2.9 alone. */
  private static final class WrongBeyond implements DifferentiableDensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return x.mul(x).sum(1).mul(-0.5);
    }

    @Override
    public INDArray logDensityGradient(INDArray x) {
      INDArray gradient = x.neg();
      for (int row = 0; row < x.size(0); row++) {
        if (x.getDouble(row, 0) > 2.9) {
          gradient.putScalar(row, 0, gradient.getDouble(row, 0) * 1.001);
        }
      }
      return gradient;
    }
  }

  @Test
  void aScoreThatIsWrongOnOneRowOfManyIsFoundAndTheRowNamed() {
    EnergyTestReport report =
        EnergyTest.run(
            points(20_000, 4, "array(if(id = 12345, 3d, sin(id)), cos(id))"),
            DensityModelEnergy.of(new WrongBeyond()),
            BY_ID);
    assertThat(failed(report)).containsExactly("score_along_direction");
    Check failed = check(report, "score_along_direction");
    assertThat(rows(failed)).containsExactly("12345");
    assertThat(failed.figure()).isGreaterThan(100);
    assertThat(failed.rows().get(0).detail()).contains("derivative", "tolerance");
    assertThat(check(report, "hessian_symmetry").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(check(report, "backends").detail()).contains("no backend but nd4j");
    assertThat(report.toString()).contains("FAILED  score_along_direction", "row 12345");
  }

  /** log p = -½ |x|², with its gradient's sign turned. */
  private static final class Turned implements DifferentiableDensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return x.mul(x).sum(1).mul(-0.5);
    }

    @Override
    public INDArray logDensityGradient(INDArray x) {
      return x.dup();
    }
  }

  @Test
  void aTurnedSignIsFoundEverywhere() {
    EnergyTestReport report =
        EnergyTest.run(
            points(200, 2, "array(1 + sin(id), 2d)"), DensityModelEnergy.of(new Turned()), BY_ID);
    assertThat(failed(report)).containsExactly("score_along_direction", "score_by_coordinate");
    assertThat(check(report, "score_along_direction").rows()).hasSize(10);
    assertThat(check(report, "score_by_coordinate").rows().get(0).detail()).contains("coordinate");
  }

  @Test
  void aBackendWhoseResultsDependOnTheBatchIsFound() {
    SPARK.conf().set("spark.energy.backend", "ordered");
    try {
      EnergyTestReport report =
          EnergyTest.run(points(100, 2, "array(sin(id), 2d)"), HarmonicEnergy.of(1), BY_ID);
      assertThat(failed(report)).contains("batch_invariance", "backends");
      Check invariance = check(report, "batch_invariance");
      assertThat(invariance.figure()).isCloseTo(1e-6, within(1e-7));
      assertThat(invariance.rows().get(0).detail()).contains("alone");
    } finally {
      SPARK.conf().unset("spark.energy.backend");
    }
  }

  @Test
  void float32ThatOverflowsIsFound() {
    EnergyFunction steep = EnergyFunction.define("steep", x -> x.exp().sum());
    EnergyTestReport report =
        EnergyTest.run(points(100, 2, "array(double(id))"), steep, BY_ID.sample(100, 1));
    assertThat(failed(report)).containsExactly("float32");
    assertThat(check(report, "float32").figure()).isInfinite();
    assertThat(rows(check(report, "float32"))).contains("99");
  }

  @Test
  void resultsOfTheWrongShapeAreFound() {
    DensityModel wrong = x -> x.size(0) > 1 ? x.sum(0) : x.sum(1);
    EnergyTestReport report =
        EnergyTest.run(points(10, 1, "array(1d, 2d, 3d)"), DensityModelEnergy.of(wrong), BY_ID);
    assertThat(failed(report)).containsExactly("shapes");
    assertThat(check(report, "shapes").rows().get(0).detail()).contains("shape [3]", "shape [10]");
  }

  @Test
  void nanIsFoundAndRowsThatDoNotFit() {
    EnergyFunction root = EnergyFunction.define("root", x -> x.sqrt().sum());
    EnergyTestReport report =
        EnergyTest.run(
            points(10, 2, "if(id = 4, null, if(id = 5, array(1d, null), array(id - 0.5d)))"),
            root,
            BY_ID);
    assertThat(failed(report)).containsExactly("features", "numbers");
    assertThat(rows(check(report, "numbers"))).containsExactly("0");
    assertThat(rows(check(report, "features"))).containsExactly("5");
    assertThat(report.rows()).isEqualTo(10);
    assertThat(report.evaluated()).isEqualTo(8);
  }

  @Test
  void anEnergyWithoutAScoreIsTestedWithout() {
    DensityModel model = x -> Transforms.abs(x).sum(1).neg();
    EnergyTestReport report =
        EnergyTest.run(points(10, 2, "array(id - 3d)"), DensityModelEnergy.of(model), BY_ID);
    assertThat(report.passed()).as(report.toString()).isTrue();
    assertThat(check(report, "score_along_direction").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(report.scores().count()).isZero();
    assertThat(report.energyMean()).isEqualTo(2.7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200})
  void anyPartitioningGivesTheSameReport(int partitions) {
    EnergyFunction energy = RosenbrockEnergy.of(1, 100);
    String x = "array(sin(id), 3 * cos(id), 1e-3 * id)";
    EnergyTestReport one = EnergyTest.run(points(3000, 1, x), energy, BY_ID);
    EnergyTestReport some = EnergyTest.run(points(3000, partitions, x), energy, BY_ID);
    assertThat(some.checks()).isEqualTo(one.checks());
    assertThat(some.energies().quantiles()).isEqualTo(one.energies().quantiles());
    assertThat(some.scores().quantiles()).isEqualTo(one.scores().quantiles());
    assertThat(some.energyMean()).isCloseTo(one.energyMean(), within(1e-12 * one.energyMean()));
    assertThat(some.energyStd()).isCloseTo(one.energyStd(), within(1e-12 * one.energyStd()));
    assertThat(some.scoreMean()).isCloseTo(one.scoreMean(), within(1e-12 * one.scoreStd()));
    assertThat(some.scoreStd()).isCloseTo(one.scoreStd(), within(1e-12 * one.scoreStd()));
  }

  @Test
  void noRowsGiveAnEmptyReport() {
    EnergyTestReport report =
        EnergyTest.run(points(5, 2, "array(1d)").where("id > 9"), HarmonicEnergy.of(1), BY_ID);
    assertThat(report.rows()).isZero();
    assertThat(report.checks()).isEmpty();
    assertThat(report.passed()).isTrue();
    assertThat(report.energyMean()).isNaN();
  }

  @Test
  void wrongDimensionsAndOptionsAreRefused() {
    assertThatThrownBy(
            () ->
                EnergyTest.run(
                    SPARK, 5, 1, RosenbrockEnergy.of(1, 1), EnergyTestOptions.defaults()))
        .hasMessageContaining("found d = 1, expected d >= 2");
    assertThatThrownBy(() -> BY_ID.sample(0, 1)).hasMessageContaining("sampleRows");
  }

  @Test
  void reportsAreJsonTablesAndText() {
    EnergyTestReport report =
        EnergyTest.run(points(4, 2, "array(double(id))"), HarmonicEnergy.of(2), BY_ID);
    assertThat(report.toJson())
        .contains("\"passed\" : true", "\"energy_mean\" : 3.5", "\"name\" : \"batch_invariance\"");
    Dataset<Row> table = report.toDataFrame(SPARK);
    assertThat(table.where("section = 'check' and verdict = 'passed'").count()).isEqualTo(9);
    assertThat(table.where("section = 'energy' and name = 'mean'").first().<Double>getAs("figure"))
        .isEqualTo(3.5);
    assertThat(report.toString()).contains("passed  batch_invariance", "score norm");
  }
}
