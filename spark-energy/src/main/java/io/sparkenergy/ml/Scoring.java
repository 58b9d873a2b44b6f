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
package io.sparkenergy.ml;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.sql.Evaluation;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a stage with an energy does to a DataFrame: energies, scores and outliers behind it. */
final class Scoring {
  private Scoring() {}

  /**
   * The schema that {@link #scored} gives.
   *
   * @param marksOutliers whether there is, or will be, a threshold
   * @throws EnergyException if the features' column is not there, does not hold features or not as
   *     many as the energy takes, or a column that is to be written is there already
   */
  static StructType schema(
      EvaluationParams<?> stage, EnergyFunction energy, StructType input, boolean marksOutliers) {
    StructType result = evaluation(stage, energy).schema(input);
    if (marksOutliers) {
      result = result.add(stage.getOutlierCol(), DataTypes.BooleanType);
    }
    requireDistinct(Arrays.asList(result.fieldNames()), input.length());
    return result;
  }

  private static void requireDistinct(List<String> columns, int inputs) {
    for (int i = inputs; i < columns.size(); i++) {
      String column = columns.get(i);
      if (columns.subList(0, i).stream().anyMatch(column::equalsIgnoreCase)) {
        throw EnergyException.of(
            ErrorCondition.COLUMN_EXISTS, "column", column, "fix", "choose another name for it");
      }
    }
  }

  static Dataset<Row> scored(EvaluationParams<?> stage, EnergyFunction energy, Dataset<?> dataset) {
    boolean marksOutliers = stage.isDefined(stage.threshold());
    schema(stage, energy, dataset.schema(), marksOutliers);
    Dataset<Row> scored = evaluation(stage, energy).on(dataset.toDF());
    return marksOutliers
        ? scored.withColumn(
            stage.getOutlierCol(),
            scored.col("`" + stage.getEnergyCol() + "`").gt(stage.getThreshold()))
        : scored;
  }

  private static Evaluation evaluation(EvaluationParams<?> stage, EnergyFunction energy) {
    Evaluation evaluation =
        Evaluation.of(energy)
            .features(stage.getFeaturesCol())
            .quantities(Quantity.ENERGY)
            .energyInto(stage.getEnergyCol());
    if (!stage.getScoreCol().isBlank()) {
      evaluation = evaluation.scoreInto(stage.getScoreCol());
    }
    if (stage.isDefined(stage.batchRows())) {
      evaluation = evaluation.option("batch.rows", String.valueOf(stage.getBatchRows()));
    }
    if (stage.isDefined(stage.precision())) {
      evaluation = evaluation.option("precision", stage.getPrecision());
    }
    return stage.isDefined(stage.device())
        ? evaluation.option("device", stage.getDevice())
        : evaluation;
  }
}
