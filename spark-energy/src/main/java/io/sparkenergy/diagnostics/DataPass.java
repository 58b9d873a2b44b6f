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
import io.sparkenergy.catalyst.EnergySession;
import io.sparkenergy.catalyst.FeatureScan;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.diagnostics.pass.BatchedPass;
import io.sparkenergy.diagnostics.pass.JobDescription;
import io.sparkenergy.diagnostics.pass.ProgressLine;
import io.sparkenergy.diagnostics.pass.RowSink;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.model.EnergyModel;
import io.sparkenergy.sql.EnergyColumns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/**
 * One job over a DataFrame: each partition fills a sink, and sinks are merged in a tree. Results
 * are the tasks' own, so that a task which is killed, repeated or run twice counts once.
 */
record DataPass(
    Dataset<Row> df,
    EnergyModel model,
    EvaluationSettings settings,
    DataOptions options,
    String what) {
  /** How many times results are merged on executors before the driver gets them. */
  private static final int DEPTH = 2;

  /**
   * A pass of an energy over a DataFrame, as the session's settings say.
   *
   * @throws EnergyException if a setting is not valid, or the energy cannot be sent to executors
   */
  static DataPass over(Dataset<Row> df, EnergyFunction energy, DataOptions options, String what) {
    SparkSession spark = df.sparkSession();
    EnergySession.get().prepare(spark);
    EnergyConf conf = new EnergyConf((key, byDefault) -> spark.conf().get(key, byDefault), Map::of);
    return new DataPass(
        df,
        EnergyModel.of(energy.name(), energy),
        EvaluationSettings.of(conf, energy),
        options,
        what);
  }

  /** What an energy can be asked over rows: energy, and score if it gives one. */
  static Set<Quantity> quantities(EnergyFunction energy) {
    return noScore(energy).isEmpty()
        ? Set.of(Quantity.ENERGY, Quantity.SCORE)
        : Set.of(Quantity.ENERGY);
  }

  /** Why an energy gives no score; empty where it does. */
  static String noScore(EnergyFunction energy) {
    try {
      energy.program(
          Set.of(Quantity.SCORE), energy.dimension().orElseGet(energy::minimumDimension));
      return "";
    } catch (EnergyException e) {
      if (e.condition() == ErrorCondition.NO_GRADIENT) {
        return e.getMessage();
      }
      throw e;
    }
  }

  /** The same in a precision, whatever {@code spark.energy.precision} says. */
  DataPass in(Precision precision) {
    return new DataPass(df, model, settings.with(precision), options, what);
  }

  /** Reads all rows and merges what partitions come to. */
  <S extends RowSink> S run(
      Set<Quantity> quantities, BatchedPass.SinkMaker<S> sink, Function2<S, S, S> merge) {
    SparkSession spark = df.sparkSession();
    String name = what + " " + model.name();
    LongAccumulator progress = spark.sparkContext().longAccumulator(name + ", rows");
    Column features = EnergyColumns.features(df, options.features());
    BatchedPass<S> pass =
        new BatchedPass<>(
            model, settings, quantities, String.join(", ", options.features()), sink, progress);
    ProgressLine line = ProgressLine.start(spark, name, progress::value, options.progress());
    try {
      JavaRDD<S> parts = FeatureScan.partitions(df, features, pass.column(), id(), pass);
      return JobDescription.during(
          spark, name, () -> parts.treeAggregate(sink.get(), merge, merge, DEPTH));
    } finally {
      line.close();
    }
  }

  private List<Column> id() {
    return options.id().isEmpty() ? List.of() : List.of(EnergyColumns.existing(df, options.id()));
  }
}
