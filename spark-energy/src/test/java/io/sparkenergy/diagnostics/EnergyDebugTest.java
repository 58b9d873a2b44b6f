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

import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyWarning;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.energy.AffineEnergy;
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyDebugTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();
  private static final EnergyFunction HARMONIC = HarmonicEnergy.of(2);
  private static final EnergyDebugOptions BY_ID =
      EnergyDebugOptions.defaults().features("x").id("id");

  /** ids 0..n-1 and the features that an expression gives. */
  private static Dataset<Row> points(long n, int partitions, String x) {
    return SPARK.range(0, n, 1, partitions).selectExpr("id", x + " as x");
  }

  private static EnergyWarning warning(EnergyDebugReport report, WarningKind kind) {
    return report.warning(kind).orElseThrow(() -> new AssertionError(report.toString()));
  }

  private static List<String> rows(EnergyWarning warning) {
    return warning.rows().stream().map(OffendingRow::row).toList();
  }

  private static List<WarningKind> kinds(EnergyDebugReport report) {
    return report.warnings().stream().map(EnergyWarning::kind).toList();
  }

  @Test
  void aSoundEnergyGivesNoWarnings() {
    EnergyDebugReport report =
        EnergyDebug.run(points(1000, 3, "array(sin(id), cos(id))"), HARMONIC, BY_ID);
    assertThat(report.clean()).as(report.toString()).isTrue();
    assertThat(report.rows()).isEqualTo(1000);
    assertThat(report.energies().mean()).isCloseTo(1, within(1e-12));
    assertThat(report.scoreNorms().max()).isCloseTo(2, within(1e-12));
    assertThat(report.columns()).hasSize(2);
    assertThat(report.columns().get(0).column()).isEqualTo("x[0]");
    assertThat(report.columns().get(0).scoreRms()).isCloseTo(Math.sqrt(2), within(0.01));
  }

  @Test
  void oneNanAmongAMillionRowsIsNamedAndHidesNothing() {
    EnergyDebugReport report =
        EnergyDebug.run(
            points(
                1_000_000,
                4,
                "array(CASE id WHEN 654321 THEN double('NaN') WHEN 17 THEN 1e4 ELSE sin(id) END)"),
            HARMONIC,
            BY_ID);
    assertThat(kinds(report))
        .containsExactly(
            WarningKind.NON_FINITE_INPUT,
            WarningKind.NON_FINITE_ENERGY,
            WarningKind.NON_FINITE_SCORE,
            WarningKind.LARGE_SCORE,
            WarningKind.ENERGY_RANGE);
    assertThat(rows(warning(report, WarningKind.NON_FINITE_ENERGY))).containsExactly("654321");
    assertThat(warning(report, WarningKind.NON_FINITE_ENERGY).count()).isEqualTo(1);
    assertThat(rows(warning(report, WarningKind.LARGE_SCORE))).containsExactly("17");
    assertThat(warning(report, WarningKind.LARGE_SCORE).figure()).isEqualTo(2e4);
    assertThat(warning(report, WarningKind.ENERGY_RANGE).figure()).isCloseTo(1e8, within(1e-3));
    assertThat(rows(warning(report, WarningKind.ENERGY_RANGE)).get(0)).isEqualTo("17");
    assertThat(report.energies().count()).isEqualTo(999_999);
    assertThat(report.energies().nans()).isEqualTo(1);
  }

  @Test
  void thresholdsAreStrict() {
    // Energy x², score norm 2 |x|: 1000 at x = 500, and 250000 - 0 for the range.
    Dataset<Row> atBounds = points(2, 1, "array(500d * id)");
    EnergyDebugOptions options = BY_ID.energyRange(250_000);
    assertThat(EnergyDebug.run(atBounds, HARMONIC, options).clean()).isFalse();
    assertThat(kinds(EnergyDebug.run(atBounds, HARMONIC, options.zeroScores(0, 0.5)))).isEmpty();
    assertThat(
            kinds(
                EnergyDebug.run(
                    atBounds,
                    HARMONIC,
                    options.zeroScores(0, 0.5).scoreNorm(999.999).energyRange(249_999.9))))
        .containsExactly(WarningKind.LARGE_SCORE, WarningKind.ENERGY_RANGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200})
  void anyPartitioningGivesTheSameReport(int partitions) {
    String x =
        "CASE WHEN id % 97 = 0 THEN null WHEN id % 89 = 0 THEN array(1d) WHEN id % 83 = 0 THEN"
            + " array(1d, null) WHEN id % 79 = 0 THEN array(1d, double('Infinity')) ELSE array(1e9"
            + " + sin(id), id * id * 1e-3) END";
    EnergyFunction energy =
        GaussianEnergy.of(new double[] {1e9, 0}, new double[][] {{1, 0}, {0, 1e-4}});
    EnergyDebugReport one = EnergyDebug.run(points(3000, 1, x), energy, BY_ID);
    EnergyDebugReport some = EnergyDebug.run(points(3000, partitions, x), energy, BY_ID);
    int last = one.warnings().size() - 1;
    assertThat(kinds(some)).isEqualTo(kinds(one)).hasSize(9).endsWith(WarningKind.COLUMN_SCALE);
    assertThat(some.warnings().subList(0, last)).isEqualTo(one.warnings().subList(0, last));
    double figure = one.warnings().get(last).figure();
    assertThat(some.warnings().get(last).figure()).isCloseTo(figure, within(1e-12 * figure));
    assertThat(some.energies().quantiles()).isEqualTo(one.energies().quantiles());
    assertThat(some.energies().histogram()).isEqualTo(one.energies().histogram());
    assertThat(some.energies().mean())
        .isCloseTo(one.energies().mean(), within(1e-12 * one.energies().mean()));
    assertThat(some.energies().std())
        .isCloseTo(one.energies().std(), within(1e-12 * one.energies().std()));
    assertThat(some.columns().get(0).std())
        .isCloseTo(one.columns().get(0).std(), within(1e-12 * one.columns().get(0).std()));
  }

  @Test
  void rowsThatDoNotFitAreCountedAndNamedByTheirPlace() {
    EnergyFunction energy = GaussianEnergy.of(new double[2], new double[][] {{1, 0}, {0, 1}});
    String x =
        "CASE id WHEN 3 THEN null WHEN 4 THEN array(1d) WHEN 5 THEN array(1d, null)"
            + " WHEN 6 THEN array(1d, 1d, 1d) ELSE array(sin(id), cos(id)) END";
    EnergyDebugReport report =
        EnergyDebug.run(points(8, 2, x), energy, EnergyDebugOptions.defaults().features("x"));
    assertThat(report.rows()).isEqualTo(8);
    assertThat(report.evaluated()).isEqualTo(4);
    assertThat(kinds(report))
        .containsExactly(
            WarningKind.NULL_FEATURES, WarningKind.NULL_ELEMENT, WarningKind.WRONG_DIMENSION);
    assertThat(rows(report.warnings().get(0))).containsExactly("partition 0, row 3");
    assertThat(rows(report.warnings().get(1))).containsExactly("partition 1, row 1");
    assertThat(report.warnings().get(1).rows().get(0).detail()).isEqualTo("null at element 1");
    assertThat(rows(report.warnings().get(2)))
        .containsExactly("partition 1, row 0", "partition 1, row 2");
    assertThat(report.warnings().get(2).rows().get(0).detail())
        .isEqualTo("1 features, expected d = 2");
  }

  @Test
  void aSingleWarningIsOne() {
    EnergyDebugReport report =
        EnergyDebug.run(
            points(20, 2, "if(id = 3, null, array(id / 10, (id % 7) / 7))"), HARMONIC, BY_ID);
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.toString()).contains("\n1 warning\n");
  }

  @Test
  void collapseIsFound() {
    EnergyFunction flat = EnergyFunction.define("flat", x -> x.times(0).sum().plus(3));
    EnergyDebugReport report = EnergyDebug.run(points(50, 2, "array(double(id))"), flat, BY_ID);
    assertThat(kinds(report)).containsExactly(WarningKind.ZERO_SCORE, WarningKind.CONSTANT_ENERGY);
    assertThat(warning(report, WarningKind.ZERO_SCORE).count()).isEqualTo(50);
    assertThat(warning(report, WarningKind.CONSTANT_ENERGY).figure()).isEqualTo(3);
    assertThat(warning(report, WarningKind.ZERO_SCORE).rows()).hasSize(10);
  }

  @Test
  void pointsOutsideTheDomainAreFound() {
    EnergyFunction halfLine =
        EnergyFunction.define("half_line", x -> x.log().sum().negate().plus(x.sum()));
    EnergyDebugReport report = EnergyDebug.run(points(20, 2, "array(double(id))"), halfLine, BY_ID);
    assertThat(rows(warning(report, WarningKind.OUTSIDE_DOMAIN))).containsExactly("0");
    assertThat(warning(report, WarningKind.ENERGY_RANGE).figure()).isInfinite();
  }

  @Test
  void columnsOfAnotherScaleThanTheEnergysAreNamed() {
    Dataset<Row> grams = SPARK.range(100).selectExpr("id", "cos(id) as m", "1e4 * sin(id) as g");
    EnergyDebugOptions options = EnergyDebugOptions.defaults().features("m", "g").id("id");
    EnergyDebugReport report = EnergyDebug.run(grams, HarmonicEnergy.of(1e-6), options);
    assertThat(warning(report, WarningKind.COLUMN_SCALE).detail()).contains("g spreads", "m over");
    EnergyFunction fitted = GaussianEnergy.of(new double[2], new double[][] {{0.5, 0}, {0, 0.5e8}});
    assertThat(EnergyDebug.run(grams, fitted, options).clean()).isTrue();
  }

  @Test
  void anEnergyWithoutAScoreIsLookedAtWithout() {
    DensityModel model = x -> x.sum(1);
    EnergyDebugReport report =
        EnergyDebug.run(
            points(10, 2, "array(double(id), 1d)"), DensityModelEnergy.of(model), BY_ID);
    assertThat(report.clean()).as(report.toString()).isTrue();
    assertThat(report.scoreNorms().count()).isZero();
    assertThat(report.energies().min()).isEqualTo(-10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void noRowsGiveAnEmptyReport(int partitions) {
    Dataset<Row> none =
        partitions == 0
            ? points(5, 1, "array(1d)").where("false")
            : points(3, 3, "array(1d)").where("id > sqrt(rand()) + 10");
    EnergyDebugReport report = EnergyDebug.run(none, DoubleWellEnergy.standard(), BY_ID);
    assertThat(report.clean()).isTrue();
    assertThat(report.rows()).isZero();
    assertThat(report.energies().mean()).isNaN();
    assertThat(report.columns()).isEmpty();
    assertThat(report.toString()).contains("0 rows", "No warnings");
  }

  @Test
  void wrongColumnsAreRefused() {
    Dataset<Row> df = points(3, 1, "array(1d)");
    assertThatThrownBy(() -> EnergyDebug.run(df, HARMONIC, BY_ID.features("y")))
        .hasMessageContaining("column y is not in the input");
    assertThatThrownBy(() -> EnergyDebug.run(df, HARMONIC, BY_ID.id("key")))
        .hasMessageContaining("column key is not in the input");
    assertThatThrownBy(() -> BY_ID.scoreNorm(Double.NaN)).hasMessageContaining("scoreNorm");
  }

  @Test
  void reportsAreJsonTablesAndText() {
    EnergyDebugReport report =
        EnergyDebug.run(
            points(10, 1, "array(if(id = 7, double('NaN'), id), 0d)"),
            AffineEnergy.of(new double[] {2e3, 0}, 0),
            BY_ID);
    assertThat(report.toJson())
        .contains(
            "\"kind\" : \"large_score\"", "\"count\" : 9", "\"threshold\" : 1000.0", "\"NaN\"");
    Dataset<Row> table = report.toDataFrame(SPARK);
    Row large = table.where("section = 'warning' and name = 'large_score'").first();
    assertThat(large.<Double>getAs("figure")).isEqualTo(2e3);
    assertThat(table.where("section = 'energy' and name = 'max'").first().<Double>getAs("figure"))
        .isEqualTo(18_000);
    assertThat(table.selectExpr("explode(rows) as r").where("r.row = '7'").count()).isPositive();
    assertThat(report.toString()).contains("large_score", "row 0: x = [0, 0]");
  }
}
