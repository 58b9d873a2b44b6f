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

import io.sparkenergy.diagnostics.fit.EnergyPlane;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.GoodnessOfFit;
import io.sparkenergy.diagnostics.fit.SampleComparison;
import io.sparkenergy.diagnostics.fit.SampleComparisonReport;
import io.sparkenergy.diagnostics.html.HtmlReport;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how well an energy fits rows. */
@Command(
    name = "goodness",
    mixinStandardHelpOptions = true,
    description =
        "Says how well an energy fits the rows of --input: mean energy, score matching, kernelised"
            + " Stein discrepancy with its test; and, with --reference, whether their energies are"
            + " those of other rows.")
final class GoodnessCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private EnergyOption energy;

  @Mixin private RowsOption rows;

  @Mixin private GoodnessOption fit;

  @Mixin private ReportOption report;

  @Option(
      names = "--reference",
      paramLabel = "PATH",
      description = "Rows to compare energies with, of the same format and columns.")
  private String reference;

  @Option(
      names = "--block-size",
      paramLabel = "ROWS",
      defaultValue = "64",
      description = "Rows of a block of the Stein discrepancy (default: 64).")
  private int blockSize;

  @Option(
      names = "--bootstraps",
      paramLabel = "N",
      defaultValue = "500",
      description = "Replicates of the wild bootstrap (default: 500).")
  private int bootstraps;

  @Option(
      names = "--bandwidth",
      paramLabel = "LENGTH",
      description = "The kernel's length (default: the median distance of sampled rows).")
  private Double bandwidth;

  @Option(
      names = "--fail-below",
      paramLabel = "P",
      description =
          "Exit with 3 if the p-value of the Stein discrepancy's block test, or of the comparison"
              + " with --reference, is below P.")
  private Double failBelow;

  @Override
  public Integer call() {
    report.check();
    EnergyFunction function = energy.read();
    FitOptions options = options();
    SparkSession spark = CommandSession.of("goodness " + function.name());
    Dataset<Row> input = rows.read(spark);
    try {
      FitReport fitted = GoodnessOfFit.run(input, function, options);
      Optional<SampleComparisonReport> samples =
          Optional.ofNullable(reference)
              .map(path -> SampleComparison.run(rows.read(spark, path), input, function, options));
      String text = fitted + samples.map(comparison -> "\n" + comparison).orElse("");
      report.write(
          spec, text, () -> json(fitted, samples), () -> page(function, input, fitted, samples));
      return failed(fitted, samples) ? Main.FINDINGS : 0;
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private FitOptions options() {
    try {
      FitOptions options = fit.read(rows).blockSize(blockSize).bootstraps(bootstraps);
      return bandwidth == null ? options : options.bandwidth(bandwidth);
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private static String json(FitReport fitted, Optional<SampleComparisonReport> samples) {
    return samples
        .map(
            comparison ->
                "{\"fit\":" + fitted.toJson() + ",\"samples\":" + comparison.toJson() + "}")
        .orElseGet(fitted::toJson);
  }

  private HtmlReport page(
      EnergyFunction function,
      Dataset<Row> input,
      FitReport fitted,
      Optional<SampleComparisonReport> samples) {
    HtmlReport page = HtmlReport.titled(function.name() + " on " + rows.input()).fit(fitted);
    HtmlReport more = samples.map(page::samples).orElse(page);
    return more.plane(EnergyPlane.of(input, function, options()));
  }

  private boolean failed(FitReport fitted, Optional<SampleComparisonReport> samples) {
    if (failBelow == null) {
      return false;
    }
    boolean differs = samples.isPresent() && samples.get().differsAt(failBelow);
    return differs || fitted.rejectedAt(failBelow);
  }
}
