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

import io.sparkenergy.json.JsonText;
import io.sparkenergy.numerics.Moments;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Two energies on one data set.
 *
 * @param a the name of the first energy
 * @param b the name of the second energy
 * @param energyDifference E_b - E_a, paired: log p_a - log p_b of a row if both are normalised, and
 *     up to a constant if not
 * @param scoreMatchingDifference J_b - J_a, paired; below 0 b fits better. Needs no normaliser
 * @param scoreDistance E[½ ‖s_a - s_b‖²]: how far apart the models are where the data lie
 */
public record EnergyComparisonReport(
    String a,
    String b,
    int dimension,
    RowCounts rows,
    MeanEstimate energyOfA,
    MeanEstimate energyOfB,
    MeanEstimate energyDifference,
    MeanEstimate scoreMatchingOfA,
    MeanEstimate scoreMatchingOfB,
    MeanEstimate scoreMatchingDifference,
    MeanEstimate scoreDistance,
    int probes) {
  /** What the comparison comes to, by the interval of the score matching difference. */
  public enum Verdict {
    A_FITS_BETTER,
    B_FITS_BETTER,
    UNDECIDED
  }

  static EnergyComparisonReport of(
      String a, String b, int dimension, FitSums sums, FitOptions options) {
    Moments moments = sums.moments();
    double confidence = options.confidence();
    return new EnergyComparisonReport(
        a,
        b,
        dimension,
        sums.counts(),
        MeanEstimate.of(moments, ComparisonPass.ENERGY_A, confidence),
        MeanEstimate.of(moments, ComparisonPass.ENERGY_B, confidence),
        MeanEstimate.of(moments, ComparisonPass.ENERGY_DIFFERENCE, confidence),
        MeanEstimate.of(moments, ComparisonPass.OBJECTIVE_A, confidence),
        MeanEstimate.of(moments, ComparisonPass.OBJECTIVE_B, confidence),
        MeanEstimate.of(moments, ComparisonPass.OBJECTIVE_DIFFERENCE, confidence),
        MeanEstimate.of(moments, ComparisonPass.HALF_SQUARED_DISTANCE, confidence),
        options.probesFor(dimension));
  }

  /** Which energy fits better, if the interval of the score matching difference excludes 0. */
  public Verdict verdict() {
    if (!scoreMatchingDifference.excludes(0)) {
      return Verdict.UNDECIDED;
    }
    return scoreMatchingDifference.mean() > 0 ? Verdict.A_FITS_BETTER : Verdict.B_FITS_BETTER;
  }

  /** Σ (E_b - E_a) over the rows: the log of the likelihood ratio of a to b, both normalised. */
  public double logLikelihoodRatio() {
    return rows.used() == 0 ? 0 : rows.used() * energyDifference.mean();
  }

  /** One JSON object. */
  public String toJson() {
    return JsonText.write()
        .text("a", a)
        .text("b", b)
        .integer("dimension", dimension)
        .integer("rows_used", rows.used())
        .integer("rows_without_features", rows.withoutFeatures())
        .integer("rows_not_finite", rows.notFinite())
        .object("energy_of_a", energyOfA.toFields())
        .object("energy_of_b", energyOfB.toFields())
        .object("energy_difference", energyDifference.toFields())
        .number("log_likelihood_ratio", logLikelihoodRatio())
        .object("score_matching_of_a", scoreMatchingOfA.toFields())
        .object("score_matching_of_b", scoreMatchingOfB.toFields())
        .object("score_matching_difference", scoreMatchingDifference.toFields())
        .object("score_distance", scoreDistance.toFields())
        .integer("probes", probes)
        .text("verdict", verdict().name())
        .toText();
  }

  /** A row a statistic, as {@link FitReport#toDataFrame} has them. */
  public Dataset<Row> toDataFrame(SparkSession spark) {
    return StatisticRow.frame(
        spark,
        List.of(
            StatisticRow.of("energy_of_a", energyOfA),
            StatisticRow.of("energy_of_b", energyOfB),
            StatisticRow.of("energy_difference", energyDifference),
            StatisticRow.of("log_likelihood_ratio", logLikelihoodRatio()),
            StatisticRow.of("score_matching_of_a", scoreMatchingOfA),
            StatisticRow.of("score_matching_of_b", scoreMatchingOfB),
            StatisticRow.of("score_matching_difference", scoreMatchingDifference),
            StatisticRow.of("score_distance", scoreDistance)));
  }

  /** The verdict as a sentence. */
  public String conclusion() {
    String level =
        String.format(Locale.ROOT, "%.0f %%", 100 * scoreMatchingDifference.confidence());
    return switch (verdict()) {
      case A_FITS_BETTER -> a + " (a) fits better, at " + level;
      case B_FITS_BETTER -> b + " (b) fits better, at " + level;
      case UNDECIDED -> "neither fits better at " + level;
    };
  }

  @Override
  public String toString() {
    return String.join(
        "\n",
        "a: " + a + ", b: " + b + ", d = " + dimension + ": " + rows,
        "  mean energy        a " + energyOfA,
        "                     b " + energyOfB,
        "    b - a, paired      " + energyDifference,
        String.format(
            Locale.ROOT,
            "    log likelihood ratio a : b, if both are normalised  %.6g",
            logLikelihoodRatio()),
        "  score matching J   a " + scoreMatchingOfA,
        "                     b " + scoreMatchingOfB,
        "    b - a, paired      " + scoreMatchingDifference,
        "  E[½ ‖s_a - s_b‖²]    " + scoreDistance,
        "  " + conclusion());
  }
}
