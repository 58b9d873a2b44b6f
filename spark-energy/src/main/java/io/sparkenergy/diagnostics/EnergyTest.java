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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.diagnostics.checks.SampleChecks;
import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.model.EnergyModel;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whether an energy is what it says, on all rows of a DataFrame or on samples of N(0, I): shapes,
 * no NaN, the score against differences of the energy; and, on a sample of the rows, the score
 * entry by entry, a row alone against a row in a batch, float32 against float64, one backend
 * against another, and the symmetry of the Hessian. With it come mean, standard deviation, range
 * and quantiles of energies and scores. All is computed in float64, by the backend that {@code
 * spark.energy.backend} says.
 */
public final class EnergyTest {
  private EnergyTest() {}

  /** With the default options. */
  public static EnergyTestReport run(Dataset<Row> df, EnergyFunction energy) {
    return run(df, energy, EnergyTestOptions.defaults());
  }

  /**
   * Reads a DataFrame, tests and reports. Checks of the score do not apply to an energy that gives
   * none; a DataFrame without rows gives a report without checks.
   *
   * @throws io.sparkenergy.error.EnergyException if a column is not there or cannot hold features,
   *     or a setting is not valid
   */
  public static EnergyTestReport run(
      Dataset<Row> df, EnergyFunction energy, EnergyTestOptions options) {
    return run(df, energy, options, options.data().source());
  }

  /**
   * Tests on samples of N(0, I), which the options' seed fixes. Rows are named by their number.
   *
   * @param samples how many
   * @param dimension d
   * @throws io.sparkenergy.error.EnergyException if d does not fit the energy, or a setting is not
   *     valid
   */
  public static EnergyTestReport run(
      SparkSession spark,
      long samples,
      int dimension,
      EnergyFunction energy,
      EnergyTestOptions options) {
    energy.requireDimension(dimension);
    return run(
        NormalSamples.of(spark, samples, dimension, options.seed()),
        energy,
        options.features("features").id("id"),
        "samples of N(0, I), d = " + dimension + ", seed " + options.seed());
  }

  private static EnergyTestReport run(
      Dataset<Row> df, EnergyFunction energy, EnergyTestOptions options, String source) {
    DataPass pass = DataPass.over(df, energy, options.data(), "test").in(Precision.DOUBLE);
    EnergyModel model = pass.model();
    EvaluationSettings settings = pass.settings();
    TestFindings findings =
        pass.run(
            DataPass.quantities(energy),
            () -> new TestFindings(options, model, settings),
            TestFindings::merge);
    return findings.report(energy.toString(), source, ofSample(pass, options, findings));
  }

  /** One task: where rows are evaluated, the sample is, too. */
  private static List<Check> ofSample(
      DataPass pass, EnergyTestOptions options, TestFindings findings) {
    if (findings.evaluated() == 0) {
      return List.of();
    }
    SampleChecks checks =
        new SampleChecks(
            pass.model(),
            pass.settings(),
            DataPass.noScore(pass.model().energy()),
            findings.sample(),
            findings.differences(),
            options.bounds(),
            options.sampleCoordinates(),
            options.data().namedRows());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(pass.df().sparkSession().sparkContext());
    return context.parallelize(List.of(checks), 1).map(SampleChecks::run).first();
  }
}
