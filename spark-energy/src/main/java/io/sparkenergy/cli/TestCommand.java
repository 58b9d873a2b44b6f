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

import io.sparkenergy.diagnostics.EnergyTest;
import io.sparkenergy.diagnostics.EnergyTestOptions;
import io.sparkenergy.diagnostics.fit.EnergyPlane;
import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.diagnostics.html.HtmlReport;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests whether an energy is what it says. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description =
        "Tests an energy on the rows of --input, or on --samples of N(0, I): its score against"
            + " differences, rows alone against batches, float32 against float64, one backend"
            + " against another, the symmetry of its Hessian.")
final class TestCommand implements Callable<Integer> {
  /** Rows or samples. */
  static final class Source {
    @ArgGroup(exclusive = false)
    private RowsOption rows;

    @ArgGroup(exclusive = false)
    private SamplesOption samples;
  }

  /** Samples of N(0, I). */
  static final class SamplesOption {
    @Option(
        names = "--samples",
        required = true,
        paramLabel = "N",
        description = "Samples of N(0, I) to test on, in place of --input.")
    private long count;

    @Option(
        names = "--dimension",
        paramLabel = "D",
        description = "Their dimension (default: the energy's, or the least that it takes).")
    private Integer dimension;

    @Option(names = "--seed", defaultValue = "0", description = "Their seed (default: 0).")
    private long seed;

    private int dimension(EnergyFunction function) {
      return dimension == null
          ? function.dimension().orElseGet(function::minimumDimension)
          : dimension;
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private EnergyOption energy;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Mixin private NamedRowsOption named;

  @Mixin private ReportOption report;

  @Option(
      names = "--sample-rows",
      defaultValue = "64",
      paramLabel = "N",
      description = "Rows of the checks that are not made on all rows (default: 64).")
  private int sampleRows;

  @Option(
      names = "--sample-coordinates",
      defaultValue = "64",
      paramLabel = "N",
      description = "Coordinates of such a row that its score is checked along (default: 64).")
  private int sampleCoordinates;

  @Option(
      names = "--fail-on",
      defaultValue = "never",
      description = "warning: exit with 3 if a check fails; or never (default: never).")
  private FailOn failOn;

  @Override
  public Integer call() {
    report.check();
    EnergyFunction function = energy.read();
    EnergyTestOptions options = options();
    SparkSession spark = CommandSession.of("test " + function.name());
    EnergyTestReport found =
        source.rows == null
            ? onSamples(spark, function, options)
            : onRows(source.rows.read(spark), function, options);
    return failOn.exitCode(!found.passed());
  }

  private EnergyTestOptions options() {
    String[] features = source.rows == null ? new String[] {"features"} : source.rows.features();
    try {
      return EnergyTestOptions.defaults()
          .data(named.read(features))
          .sample(sampleRows, sampleCoordinates);
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private EnergyTestReport onSamples(
      SparkSession spark, EnergyFunction function, EnergyTestOptions options) {
    try {
      EnergyTestReport found =
          EnergyTest.run(
              spark,
              source.samples.count,
              source.samples.dimension(function),
              function,
              options.seed(source.samples.seed));
      report.write(
          spec, found, found::toJson, () -> HtmlReport.titled(title(function)).test(found));
      return found;
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private EnergyTestReport onRows(
      Dataset<Row> input, EnergyFunction function, EnergyTestOptions options) {
    try {
      EnergyTestReport found = EnergyTest.run(input, function, options);
      FitOptions drawn = FitOptions.defaults().features(source.rows.features());
      report.write(
          spec,
          found,
          found::toJson,
          () ->
              HtmlReport.titled(title(function))
                  .test(found)
                  .plane(EnergyPlane.of(input, function, drawn)));
      return found;
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  private String title(EnergyFunction function) {
    String on = source.rows == null ? "samples of N(0, I)" : source.rows.input();
    return function.name() + " on " + on;
  }
}
