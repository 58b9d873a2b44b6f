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

import io.sparkenergy.diagnostics.fit.EnergyComparison;
import io.sparkenergy.diagnostics.fit.EnergyComparisonReport;
import io.sparkenergy.diagnostics.fit.EnergyComparisonReport.Verdict;
import io.sparkenergy.diagnostics.fit.EnergyPlane;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.html.HtmlReport;
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

/** Says which of two energies fits rows better. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Says which of two energies fits the rows of --input better: score matching, energies and"
            + " likelihood ratio, by paired differences.")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private EnergyOption energy;

  @Option(
      names = "--with",
      required = true,
      paramLabel = "FILE|JSON",
      description = "The other energy, b, as JSON or as a file of JSON.")
  private String with;

  @Mixin private RowsOption rows;

  @Mixin private GoodnessOption fit;

  @Mixin private ReportOption report;

  @Option(
      names = "--fail-on",
      description = "worse: exit with 3 if b, the energy of --with, fits worse than --energy.")
  private FailOn failOn;

  /** What --fail-on may name. */
  enum FailOn {
    WORSE
  }

  @Override
  public Integer call() {
    report.check();
    EnergyFunction a = energy.read();
    EnergyFunction b = EnergyOption.read("--with", with);
    FitOptions options = fit.read(rows);
    SparkSession spark = CommandSession.of("compare " + a.name() + " " + b.name());
    Dataset<Row> input = rows.read(spark);
    try {
      EnergyComparisonReport compared = EnergyComparison.run(input, a, b, options);
      report.write(spec, compared, compared::toJson, () -> page(input, a, b, compared, options));
      boolean worse = compared.verdict() == Verdict.A_FITS_BETTER;
      return failOn == FailOn.WORSE && worse ? Main.FINDINGS : 0;
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private HtmlReport page(
      Dataset<Row> input,
      EnergyFunction a,
      EnergyFunction b,
      EnergyComparisonReport compared,
      FitOptions options) {
    return HtmlReport.titled(a.name() + " and " + b.name() + " on " + rows.input())
        .comparison(compared)
        .plane(EnergyPlane.of(input, a, options))
        .plane(EnergyPlane.of(input, b, options));
  }
}
