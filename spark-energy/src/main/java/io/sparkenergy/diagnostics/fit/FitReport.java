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

import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well an energy fits data.
 *
 * @param energyName what the energy is called
 * @param dimension d; 0 if there was no row with features
 * @param energy the mean energy: up to the log of the normaliser, the negative mean log-likelihood
 * @param scoreMatching empty if the energy has no second derivative, or there is no row with
 *     features
 * @param stein empty if there are fewer than two rows
 * @param seed what sample, blocks, probes and bootstraps were drawn from
 */
public record FitReport(
    String energyName,
    int dimension,
    RowCounts rows,
    MeanEstimate energy,
    Optional<ScoreMatching> scoreMatching,
    Optional<SteinDiscrepancy> stein,
    long seed) {
  /** Whether the block test rejects, at a level such as 0.05, that the data are the model's. */
  public boolean rejectedAt(double level) {
    return stein.isPresent() && stein.get().block().pValue() < level;
  }

  /** One JSON object. */
  public String toJson() {
    FieldWriter fields =
        JsonText.write()
            .text("energy_name", energyName)
            .integer("dimension", dimension)
            .integer("rows_used", rows.used())
            .integer("rows_without_features", rows.withoutFeatures())
            .integer("rows_not_finite", rows.notFinite())
            .object("energy", energy.toFields());
    scoreMatching.ifPresent(matching -> fields.object("score_matching", matching.toFields()));
    stein.ifPresent(discrepancy -> fields.object("stein_discrepancy", discrepancy.toFields()));
    return fields.integer("seed", seed).toText();
  }

  /**
   * A row a statistic: {@code statistic}, {@code value}, {@code standard_error}, {@code low},
   * {@code high} and {@code p_value}, null where a statistic has none.
   */
  public Dataset<Row> toDataFrame(SparkSession spark) {
    List<Row> table = new ArrayList<>();
    table.add(StatisticRow.of("energy_mean", energy));
    scoreMatching.ifPresent(
        matching -> {
          table.add(StatisticRow.of("score_matching", matching.objective()));
          table.add(StatisticRow.of("half_squared_score", matching.halfSquaredScore()));
          table.add(StatisticRow.of("laplacian", matching.laplacian()));
        });
    stein.ifPresent(
        discrepancy -> {
          table.add(discrepancy.block().toRow("ksd_squared_block"));
          table.add(discrepancy.linear().toRow("ksd_squared_linear"));
        });
    return StatisticRow.frame(spark, table);
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("Fit of " + energyName + ", d = " + dimension + ": " + rows);
    lines.add("  mean energy        " + energy);
    lines.addAll(
        scoreMatching
            .map(ScoreMatching::lines)
            .orElse(List.of("  score matching     none: the energy has no second derivative")));
    stein.ifPresent(discrepancy -> lines.addAll(discrepancy.lines()));
    return String.join("\n", lines);
  }
}
