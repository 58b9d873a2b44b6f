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
package io.sparkenergy.bundle.job;

import io.sparkenergy.diagnostics.EnergyDebug;
import io.sparkenergy.diagnostics.EnergyDebugOptions;
import io.sparkenergy.diagnostics.EnergyTest;
import io.sparkenergy.diagnostics.EnergyTestOptions;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.GoodnessOfFit;
import io.sparkenergy.diagnostics.fit.SteinDiscrepancy;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reports on disturbed rows, whose numbers are printed to the last bit. */
final class Diagnosed {
  private static final EnergyFunction BOWL = HarmonicEnergy.of(2);
  private static final double LARGE_SCORE = 150;
  private static final long MILLIS = 100;

  private Diagnosed() {}

  static void print(SparkSession spark, Path marks, String run) {
    Dataset<Row> df =
        DisturbedRows.of(spark, marks, run, MILLIS)
            .selectExpr("value AS id", "array(double(value % 101), double(value % 7)) AS x");
    EnergyDebugReport debug =
        EnergyDebug.run(
            df, BOWL, EnergyDebugOptions.defaults().features("x").id("id").scoreNorm(LARGE_SCORE));
    System.out.printf(
        "DEBUG %s: %d rows, %s, %d large, %s%n",
        run,
        debug.rows(),
        text(debug.energies()),
        debug.warning(WarningKind.LARGE_SCORE).orElseThrow().count(),
        debug.energies().quantiles());
    EnergyTestReport test =
        EnergyTest.run(df, BOWL, EnergyTestOptions.defaults().features("x").id("id").sample(4, 1));
    System.out.printf(
        "TEST %s: %d rows, %s, passed %s%n",
        run, test.rows(), text(test.energies()), test.passed());
    FitReport fit = GoodnessOfFit.run(df, BOWL, FitOptions.defaults().features("x").bootstraps(20));
    SteinDiscrepancy stein = fit.stein().orElseThrow();
    System.out.printf(
        "FIT %s: %d rows, %s, %s, KSD^2 %s ± %s, p = %s, %s in linear time%n",
        run,
        fit.rows().used(),
        fit.energy().mean(),
        fit.scoreMatching().orElseThrow().objective().mean(),
        stein.block().squared(),
        stein.block().standardError(),
        stein.block().pValue(),
        stein.linear().squared());
  }

  private static String text(Distribution energies) {
    return "%d energies, mean %s, std %s, min %s, max %s"
        .formatted(
            energies.count(), energies.mean(), energies.std(), energies.min(), energies.max());
  }
}
