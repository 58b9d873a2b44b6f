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

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.when;

import io.sparkenergy.catalyst.EnergySession;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.model.EnergyModels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Energies as columns: calls of the SQL functions, with the energy under a name of its content. */
public final class EnergyColumns {
  static final String ENERGY = "energy";
  static final String SCORE = "energy_score";
  static final String BOTH = "energy_and_score";

  private EnergyColumns() {}

  /** E(features), double. */
  public static Column energy(EnergyFunction energy, Column features) {
    return call(ENERGY, reference(energy), features, Map.of());
  }

  /** -∇E(features), array of double. */
  public static Column score(EnergyFunction energy, Column features) {
    return call(SCORE, reference(energy), features, Map.of());
  }

  /** Both, as a struct of {@code energy} and {@code score}. */
  public static Column energyAndScore(EnergyFunction energy, Column features) {
    return call(BOTH, reference(energy), features, Map.of());
  }

  /**
   * The features of a DataFrame as one column of vectors: a column that holds them, or several
   * numeric columns side by side, null where one of them is.
   *
   * @throws io.sparkenergy.error.EnergyException if a column is not there, or cannot hold features
   */
  public static Column features(Dataset<Row> df, List<String> columns) {
    return FeatureReaders.of(df.schema(), columns)
        .vector(columns.stream().map(name -> df.col("`" + name + "`")).toList());
  }

  /**
   * A column by its name.
   *
   * @throws io.sparkenergy.error.EnergyException naming the columns that are there, if it is not
   */
  public static Column existing(Dataset<Row> df, String name) {
    FeatureReaders.place(df.schema(), name);
    return df.col("`" + name + "`");
  }

  /** What stands for an energy in calls. Made once for several: it takes the energy's content. */
  static Column reference(EnergyFunction energy) {
    Option<SparkSession> session =
        SparkSession.getActiveSession().orElse(SparkSession::getDefaultSession);
    if (session.isDefined()) {
      EnergySession.get().prepare(session.get());
    }
    return lit(EnergyModels.referenceTo(energy));
  }

  /** A call with settings of its own, by keys as {@link EnergyConf#CALL_OPTIONS} has them. */
  static Column call(String function, Column model, Column features, Map<String, String> options) {
    if (options.isEmpty()) {
      return call_function(function, model, features);
    }
    Column[] literals =
        options.entrySet().stream()
            .flatMap(option -> Stream.of(lit(option.getKey()), lit(option.getValue())))
            .toArray(Column[]::new);
    return call_function(function, model, features, map(literals));
  }

  /** Numeric columns side by side as one vector; null where one of them is. */
  static Column vector(List<Column> numbers) {
    Column[] doubles = numbers.stream().map(column -> column.cast("double")).toArray(Column[]::new);
    Column whole =
        numbers.stream().map(Column::isNotNull).reduce(Column::and).orElseGet(() -> lit(true));
    return when(whole, array(doubles));
  }
}
