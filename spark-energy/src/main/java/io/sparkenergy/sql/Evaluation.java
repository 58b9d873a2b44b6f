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
package io.sparkenergy.sql;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.catalyst.EnergyAnalysisException;
import io.sparkenergy.catalyst.EnergySession;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What is asked of an energy over a DataFrame: which columns hold the features, which quantities
 * are wanted, in which precision. Immutable; each method gives another evaluation.
 */
public final class Evaluation {
  /** The column of energies. */
  public static final String ENERGY = "energy";

  /** The column of scores. */
  public static final String SCORE = "score";

  private final EnergyFunction energy;
  private final List<String> features;
  private final Set<Quantity> quantities;
  private final Optional<Precision> precision;

  private Evaluation(
      EnergyFunction energy,
      List<String> features,
      Set<Quantity> quantities,
      Optional<Precision> precision) {
    this.energy = energy;
    this.features = features;
    this.quantities = quantities;
    this.precision = precision;
  }

  /** Energy and score over the column {@code features}. */
  public static Evaluation of(EnergyFunction energy) {
    return new Evaluation(
        energy, List.of("features"), Set.of(Quantity.ENERGY, Quantity.SCORE), Optional.empty());
  }

  /** Over one column of vectors, or over several columns of numbers. */
  public Evaluation features(String... columns) {
    return new Evaluation(energy, List.of(columns), quantities, precision);
  }

  /**
   * Energy, score, or both.
   *
   * @throws EnergyException if none or another quantity is asked for
   */
  public Evaluation quantities(Quantity... wanted) {
    Set<Quantity> set = Set.copyOf(Arrays.asList(wanted));
    if (set.isEmpty() || !Set.of(Quantity.ENERGY, Quantity.SCORE).containsAll(set)) {
      throw EnergyException.invalidParameter(
          "quantities", Arrays.toString(wanted), "ENERGY, SCORE, or both");
    }
    return new Evaluation(energy, features, set, precision);
  }

  /** In this precision, whatever {@code spark.energy.precision} says. */
  public Evaluation precision(Precision wanted) {
    return new Evaluation(energy, features, quantities, Optional.of(wanted));
  }

  /**
   * The DataFrame with the columns {@code energy} and {@code score} behind its own. Evaluated when
   * the result is, in batches, by the executors; rows without features get nulls.
   *
   * @throws EnergyException if a feature column is not there or cannot hold features, a result
   *     column is there already, or a setting is not valid; and, when it runs, if a row's features
   *     do not fit the energy or hold a null
   */
  public Dataset<Row> on(Dataset<Row> df) {
    FeatureReader reader = FeatureReaders.of(df.schema(), features);
    reader.knownDimension().ifPresent(found -> reader.requireFit(energy, found));
    requireNew(df.schema());
    EnergySession.get().prepare(df.sparkSession());

    List<Column> inputs = features.stream().map(name -> df.col("`" + name + "`")).toList();
    Column vector =
        reader.knownDimension().isPresent() ? EnergyColumns.vector(inputs) : inputs.get(0);
    List<Column> columns = new ArrayList<>(List.of(df.col("*")));
    Column model = EnergyColumns.reference(energy);
    if (quantities.contains(Quantity.ENERGY)) {
      columns.add(EnergyColumns.call(EnergyColumns.ENERGY, model, vector, precision).as(ENERGY));
    }
    if (quantities.contains(Quantity.SCORE)) {
      columns.add(EnergyColumns.call(EnergyColumns.SCORE, model, vector, precision).as(SCORE));
    }
    return analysed(() -> df.select(columns.toArray(Column[]::new)));
  }

  /** What Spark's analysis refuses, such as a bad setting, is refused here as itself. */
  private static Dataset<Row> analysed(Supplier<Dataset<Row>> select) {
    try {
      return select.get();
    } catch (Exception e) {
      if (e instanceof EnergyAnalysisException refused) {
        throw refused.refusal();
      }
      throw e;
    }
  }

  private void requireNew(StructType input) {
    for (Quantity quantity : quantities) {
      String column = quantity == Quantity.ENERGY ? ENERGY : SCORE;
      if (Arrays.stream(input.fieldNames()).anyMatch(column::equalsIgnoreCase)) {
        throw EnergyException.of(
            ErrorCondition.COLUMN_EXISTS,
            "column",
            column,
            "fix",
            "rename it with withColumnRenamed(\"" + column + "\", ...), or drop it");
      }
    }
  }
}
