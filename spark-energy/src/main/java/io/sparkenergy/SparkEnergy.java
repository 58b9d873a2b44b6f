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
package io.sparkenergy;

import io.sparkenergy.catalyst.EnergySession;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Samples;
import io.sparkenergy.model.EnergyFiles;
import io.sparkenergy.model.EnergyModels;
import io.sparkenergy.sql.DataFrameSamples;
import io.sparkenergy.sql.EnergyColumns;
import io.sparkenergy.sql.Evaluation;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Energies over DataFrames.
 *
 * <pre>{@code
 * EnergyFunction energy = GaussianEnergy.fromSamples(SparkEnergy.samples(df, "features"));
 * Dataset<Row> scored = SparkEnergy.evaluate(df, energy, "features");
 * }</pre>
 */
public final class SparkEnergy {
  private SparkEnergy() {}

  /**
   * The DataFrame with a column {@code energy} (double) and a column {@code score} (array of
   * double) behind its own, computed in batches by the executors when the result is used.
   *
   * @param features one column of array&lt;double&gt;, array&lt;float&gt; or ML vectors, dense or
   *     sparse; or several numeric columns. A row without features gets nulls
   * @throws io.sparkenergy.error.EnergyException as {@link Evaluation#on} says
   */
  public static Dataset<Row> evaluate(Dataset<Row> df, EnergyFunction energy, String... features) {
    return evaluation(energy).features(features).on(df);
  }

  /** An evaluation to be set up further: columns, quantities, precision. */
  public static Evaluation evaluation(EnergyFunction energy) {
    return Evaluation.of(energy);
  }

  /**
   * E(features) as a column, double; null where the features are.
   *
   * @param features array&lt;double&gt;, array&lt;float&gt; or an ML vector, dense or sparse
   * @throws io.sparkenergy.error.EnergyException if the energy cannot be sent to executors
   */
  public static Column energy(EnergyFunction energy, Column features) {
    return EnergyColumns.energy(energy, features);
  }

  /** -∇E(features) as a column, array of double; otherwise as {@link #energy}. */
  public static Column score(EnergyFunction energy, Column features) {
    return EnergyColumns.score(energy, features);
  }

  /** A struct of {@code energy} and {@code score}; otherwise as {@link #energy}. */
  public static Column energyAndScore(EnergyFunction energy, Column features) {
    return EnergyColumns.energyAndScore(energy, features);
  }

  /**
   * Gives an energy a name in SQL: {@code energy('name', features)}. Every session of the
   * application sees it; a name that is there already gets the new energy.
   *
   * @throws io.sparkenergy.error.EnergyException if the name is empty or would read as JSON, or the
   *     energy cannot be sent to executors
   */
  public static void register(SparkSession spark, String name, EnergyFunction energy) {
    EnergySession.get().prepare(spark);
    EnergyModels.register(name, energy);
  }

  /** Takes a name away from all sessions. Says whether it was there. */
  public static boolean unregister(String name) {
    return EnergyModels.unregister(name);
  }

  /**
   * Saves an energy: to one file of JSON if the path ends in {@code .json}, else to a directory
   * where long arrays stand in a binary file beside the JSON. It is whole, or not there.
   *
   * @param path on any file system that the application reaches
   * @throws io.sparkenergy.error.EnergyException if the path is taken, the energy is a Java object
   *     without a JSON form, or the file system refuses
   */
  public static void save(SparkSession spark, EnergyFunction energy, String path) {
    files(spark).write(energy, path, false);
  }

  /** As {@link #save}, in place of what is there. */
  public static void overwrite(SparkSession spark, EnergyFunction energy, String path) {
    files(spark).write(energy, path, true);
  }

  /**
   * The energy that was saved to a path, or that a file of JSON there describes.
   *
   * @throws io.sparkenergy.error.EnergyException naming the path, if it cannot be read or is
   *     damaged, or the field that is not an energy's
   */
  public static EnergyFunction load(SparkSession spark, String path) {
    return files(spark).read(path);
  }

  private static EnergyFiles files(SparkSession spark) {
    return new EnergyFiles(() -> spark.sparkContext().hadoopConfiguration());
  }

  /** The feature vectors of a DataFrame, to fit an energy to. */
  public static Samples samples(Dataset<Row> df, String... features) {
    return DataFrameSamples.of(df, List.of(features));
  }
}
