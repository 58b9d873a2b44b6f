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

import io.sparkenergy.diagnostics.pass.JobDescription;
import io.sparkenergy.energy.EnergyFunction;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which of two energies fits the same data better, row by row in one pass: paired differences,
 * which are far sharper than the difference of two means.
 */
public final class EnergyComparison {
  private EnergyComparison() {}

  /**
   * Compares energies a and b. Rows are left out and counted as {@link GoodnessOfFit#run} does, if
   * either energy has NaN or infinity there.
   *
   * @throws io.sparkenergy.error.EnergyException as {@link GoodnessOfFit#run}
   */
  public static EnergyComparisonReport run(
      Dataset<Row> df, EnergyFunction a, EnergyFunction b, FitOptions options) {
    SparkSession spark = df.sparkSession();
    FeatureVectors vectors = FeatureVectors.of(df, options.features(), List.of(a, b));
    int d = vectors.dimension();
    FitSums sums =
        d == 0
            ? new FitSums(0)
            : JobDescription.during(
                spark,
                "comparison of " + a.name() + " and " + b.name(),
                () ->
                    new ComparisonPass(
                            TaskEnergy.of(spark, a),
                            TaskEnergy.of(spark, b),
                            Laplacian.of(spark, a, d, options.probesFor(d)),
                            Laplacian.of(spark, b, d, options.probesFor(d)),
                            options.seed())
                        .over(vectors));
    return EnergyComparisonReport.of(a.name(), b.name(), d, sums, options);
  }
}
