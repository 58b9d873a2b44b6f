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
package io.sparkenergy.cli;

import io.sparkenergy.diagnostics.EnergyDebug;
import io.sparkenergy.diagnostics.EnergyDebugOptions;
import io.sparkenergy.diagnostics.fit.EnergyPlane;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.html.HtmlReport;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Warns of what may be wrong with an energy over rows. */
@Command(
    name = "debug",
    mixinStandardHelpOptions = true,
    description =
        "Warns of what may be wrong with an energy over the rows of --input: NaN and infinities,"
            + " scores and ranges beyond thresholds, collapse, rows that do not fit.")
final class DebugCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private EnergyOption energy;

  @Mixin private RowsOption rows;

  @Mixin private NamedRowsOption named;

  @Mixin private ReportOption report;

  @Option(
      names = "--score-norm",
      defaultValue = "1e3",
      paramLabel = "NORM",
      description = "Warn of scores of a greater norm (default: 1e3).")
  private double scoreNorm;

  @Option(
      names = "--energy-range",
      defaultValue = "1e6",
      paramLabel = "RANGE",
      description = "Warn of energies that are further apart (default: 1e6).")
  private double energyRange;

  @Option(
      names = "--zero-share",
      defaultValue = "0.1",
      paramLabel = "SHARE",
      description = "Warn where a greater share of rows has score zero (default: 0.1).")
  private double zeroShare;

  @Option(
      names = "--scale-ratio",
      defaultValue = "1e3",
      paramLabel = "RATIO",
      description =
          "Warn of columns whose spreads, in the energy's own lengths, are further apart"
              + " (default: 1e3).")
  private double scaleRatio;

  @Option(
      names = "--fail-on",
      defaultValue = "never",
      description = "warning: exit with 3 if there is a warning; or never (default: never).")
  private FailOn failOn;

  @Override
  public Integer call() {
    report.check();
    EnergyFunction function = energy.read();
    EnergyDebugOptions options = options();
    SparkSession spark = CommandSession.of("debug " + function.name());
    Dataset<Row> input = rows.read(spark);
    try {
      EnergyDebugReport found = EnergyDebug.run(input, function, options);
      report.write(spec, found, found::toJson, () -> page(input, function, found));
      return failOn.exitCode(!found.clean());
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private EnergyDebugOptions options() {
    try {
      EnergyDebugOptions defaults = EnergyDebugOptions.defaults();
      return defaults
          .data(named.read(rows.features()))
          .scoreNorm(scoreNorm)
          .energyRange(energyRange)
          .zeroScores(defaults.zeroScoreNorm(), zeroShare)
          .scaleRatio(scaleRatio);
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private HtmlReport page(Dataset<Row> input, EnergyFunction function, EnergyDebugReport found) {
    FitOptions drawn = FitOptions.defaults().features(rows.features());
    return HtmlReport.titled(function.name() + " on " + rows.input())
        .debug(found)
        .plane(EnergyPlane.of(input, function, drawn));
  }
}
