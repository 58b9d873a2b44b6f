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

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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
    StructType schema = resultSchema(df.schema());
    SparkSession session = df.sparkSession();
    EnergyConf conf = new EnergyConf(session.conf()::get);
    String backend = conf.get(EnergyConf.BACKEND);
    String backendFound = Backends.find(backend).name();
    requireScore();

    long maxRows = Math.min(conf.positive(EnergyConf.BATCH_ROWS), Integer.MAX_VALUE);
    EvaluationTask task =
        new EvaluationTask(
            JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(SharedEnergy.of(energy)),
            reader,
            EnumSet.copyOf(quantities),
            backendFound,
            precision.orElseGet(
                () -> Precision.parse(EnergyConf.PRECISION.key(), conf.get(EnergyConf.PRECISION))),
            new BatchSize((int) maxRows, conf.positive(EnergyConf.BATCH_BYTES)),
            EvaluationMetrics.register(session.sparkContext(), energy.name()));
    return df.mapPartitions(task, Encoders.row(schema));
  }

  /** A model that cannot give its score says so now, not in a task. */
  private void requireScore() {
    if (quantities.contains(Quantity.SCORE)) {
      energy.program(quantities, energy.dimension().orElseGet(energy::minimumDimension));
    }
  }

  private StructType resultSchema(StructType input) {
    StructType schema = input;
    if (quantities.contains(Quantity.ENERGY)) {
      schema = with(schema, ENERGY, DataTypes.DoubleType);
    }
    if (quantities.contains(Quantity.SCORE)) {
      schema = with(schema, SCORE, DataTypes.createArrayType(DataTypes.DoubleType, false));
    }
    return schema;
  }

  private static StructType with(StructType schema, String column, DataType type) {
    if (Arrays.stream(schema.fieldNames()).anyMatch(column::equalsIgnoreCase)) {
      throw EnergyException.of(
          ErrorCondition.COLUMN_EXISTS,
          "column",
          column,
          "fix",
          "rename it with withColumnRenamed(\"" + column + "\", ...), or drop it");
    }
    return schema.add(column, type, true);
  }
}
