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

import static org.apache.spark.sql.functions.lit;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.catalyst.EnergyAnalysisException;
import io.sparkenergy.catalyst.EnergySession;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.model.EnergyModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;

/**
 * What is asked of an energy over a DataFrame: which columns hold the features, which quantities
 * are wanted and where, and with which settings. Immutable; each method gives another evaluation.
 */
public final class Evaluation {
  /** The column of energies, unless named otherwise. */
  public static final String ENERGY = "energy";

  /** The column of scores, unless named otherwise. */
  public static final String SCORE = "score";

  /** The key in a column's metadata under which stands which energy computed it. */
  public static final String MODEL_KEY = "spark.energy.model";

  private final EnergyFunction energy;
  private final List<String> features;
  private final Map<Quantity, String> columns;
  private final Map<String, String> options;

  private Evaluation(
      EnergyFunction energy,
      List<String> features,
      Map<Quantity, String> columns,
      Map<String, String> options) {
    this.energy = energy;
    this.features = features;
    this.columns = columns;
    this.options = options;
  }

  /** Energy and score over the column {@code features}. */
  public static Evaluation of(EnergyFunction energy) {
    Map<Quantity, String> both =
        new TreeMap<>(Map.of(Quantity.ENERGY, ENERGY, Quantity.SCORE, SCORE));
    return new Evaluation(energy, List.of("features"), both, Map.of());
  }

  /** Over one column of vectors, or over several columns of numbers. */
  public Evaluation features(String... columns) {
    return new Evaluation(energy, List.of(columns), this.columns, options);
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
    Map<Quantity, String> kept = new TreeMap<>();
    set.forEach(
        quantity ->
            kept.put(
                quantity,
                columns.getOrDefault(quantity, quantity == Quantity.ENERGY ? ENERGY : SCORE)));
    return new Evaluation(energy, features, kept, options);
  }

  /** The energy, in a column of this name. */
  public Evaluation energyInto(String column) {
    return into(Quantity.ENERGY, column);
  }

  /** The score, in a column of this name. */
  public Evaluation scoreInto(String column) {
    return into(Quantity.SCORE, column);
  }

  private Evaluation into(Quantity quantity, String column) {
    Map<Quantity, String> named = new TreeMap<>(columns);
    named.put(quantity, column);
    return new Evaluation(energy, features, named, options);
  }

  /** In this precision, whatever {@code spark.energy.precision} says. */
  public Evaluation precision(Precision wanted) {
    return option("precision", wanted.symbol());
  }

  /**
   * With a setting for this evaluation alone.
   *
   * @param key a setting without {@code spark.energy.}: backend, device, precision, batch.rows or
   *     batch.bytes; another is refused when the evaluation is used
   */
  public Evaluation option(String key, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(key, value);
    return new Evaluation(energy, features, columns, more);
  }

  /**
   * The schema that {@link #on} gives a DataFrame of this one; refuses what can be refused without
   * rows.
   *
   * @throws EnergyException if a feature column is not there, cannot hold features, or is known to
   *     hold a number of them that does not fit; or if a result column is there already
   */
  public StructType schema(StructType input) {
    requireFit(input);
    StructType result = input;
    for (Map.Entry<Quantity, String> column : columns.entrySet()) {
      result =
          result.add(
              column.getValue(),
              column.getKey() == Quantity.ENERGY
                  ? DataTypes.DoubleType
                  : DataTypes.createArrayType(DataTypes.DoubleType, false));
    }
    return result;
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
    requireFit(df.schema());
    EnergySession.get().prepare(df.sparkSession());

    Column vector = EnergyColumns.features(df, features);
    String reference = EnergyModels.referenceTo(energy);
    List<Column> selected = new ArrayList<>(List.of(df.col("*")));
    columns.forEach(
        (quantity, column) -> {
          String function =
              quantity == Quantity.ENERGY ? EnergyColumns.ENERGY : EnergyColumns.SCORE;
          Column call = EnergyColumns.call(function, lit(reference), vector, options);
          selected.add(
              quantity == Quantity.ENERGY
                  ? call.as(column, computedBy(reference))
                  : call.as(column));
        });
    return analysed(() -> df.select(selected.toArray(Column[]::new)));
  }

  private void requireFit(StructType input) {
    FeatureReader reader = FeatureReaders.of(input, features);
    reader.knownDimension().ifPresent(found -> reader.requireFit(energy, found));
    requireNew(input);
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

  private static Metadata computedBy(String reference) {
    return new MetadataBuilder().putString(MODEL_KEY, reference).build();
  }

  private void requireNew(StructType input) {
    for (String column : columns.values()) {
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
