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
import io.sparkenergy.numerics.Moments;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well a model p(x) ∝ e^-E(x) fits data, without its normaliser: the mean energy, implicit
 * score matching, and the kernelised Stein discrepancy with a test of whether the data may be the
 * model's.
 *
 * <pre>{@code
 * FitReport report = GoodnessOfFit.run(df, energy, FitOptions.defaults().features("x"));
 * }</pre>
 *
 * <p>One pass computes means and draws the sample; a second one, over rows shuffled by their hash,
 * the discrepancy. For a seed the blocks, probes and bootstraps, and with them the whole report up
 * to rounding, are the same however the rows are partitioned.
 */
public final class GoodnessOfFit {
  private GoodnessOfFit() {}

  /**
   * Judges an energy on the rows of a DataFrame. Rows without features, and rows whose features,
   * energy, score or Laplacian hold NaN or infinity, are left out and counted.
   *
   * @throws io.sparkenergy.error.EnergyException if a column cannot hold features, rows do not fit
   *     the energy or each other, or the energy has no score
   */
  public static FitReport run(Dataset<Row> df, EnergyFunction energy, FitOptions options) {
    FeatureVectors vectors = FeatureVectors.of(df, options.features(), List.of(energy));
    int d = vectors.dimension();
    SparkSession spark = df.sparkSession();
    List<Laplacian> laplacian =
        d > 0 && energy.rowFunctions().isEmpty()
            ? List.of(Laplacian.of(spark, energy, d, options.probesFor(d)))
            : List.of();
    if (d == 0) {
      return report(energy, vectors, new FitSums(0), laplacian, options, Optional.empty());
    }
    TaskEnergy task = TaskEnergy.of(spark, energy);
    FitSums sums =
        JobDescription.during(
            spark,
            "energy and score matching of " + energy.name(),
            () -> new FitPass(task, laplacian, options.seed(), options.sampleRows()).over(vectors));
    long rows = sums.counts().used();
    Optional<SteinDiscrepancy> stein =
        rows < 2
            ? Optional.empty()
            : Optional.of(
                JobDescription.during(
                    spark,
                    "kernelised Stein discrepancy of " + energy.name(),
                    () -> SteinPass.of(task, sums, options).over(vectors, rows)));
    return report(energy, vectors, sums, laplacian, options, stein);
  }

  private static FitReport report(
      EnergyFunction energy,
      FeatureVectors vectors,
      FitSums sums,
      List<Laplacian> laplacian,
      FitOptions options,
      Optional<SteinDiscrepancy> stein) {
    double confidence = options.confidence();
    Moments moments = sums.moments();
    return new FitReport(
        energy.name(),
        vectors.dimension(),
        sums.counts(),
        MeanEstimate.of(moments, FitPass.ENERGY, confidence),
        laplacian.stream()
            .findFirst()
            .map(
                used ->
                    new ScoreMatching(
                        MeanEstimate.of(moments, FitPass.OBJECTIVE, confidence),
                        MeanEstimate.of(moments, FitPass.HALF_SQUARED_SCORE, confidence),
                        MeanEstimate.of(moments, FitPass.LAPLACIAN, confidence),
                        used.method(),
                        used.probes())),
        stein,
        options.seed());
  }
}
