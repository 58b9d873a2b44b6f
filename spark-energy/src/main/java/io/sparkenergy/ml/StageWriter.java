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

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a stage as Spark's own are written: {@code metadata} with one line of JSON and, where the
 * stage holds an energy, {@code data} with one row of Parquet whose column {@code energy} is the
 * energy's JSON.
 */
final class StageWriter extends MLWriter {
  /** The column of the energy's JSON. */
  static final String ENERGY = "energy";

  private static final StructType DATA = new StructType().add(ENERGY, DataTypes.StringType, false);

  private final Params stage;
  private final Optional<String> energy;

  private StageWriter(Params stage, Optional<String> energy) {
    this.stage = stage;
    this.energy = energy;
  }

  /** A writer; makes the JSON now, so that what has none is refused before a path is touched. */
  static StageWriter of(Params stage, Optional<EnergyFunction> energy) {
    return new StageWriter(stage, energy.map(Energies::toJson));
  }

  @Override
  public void saveImpl(String path) {
    StageMetadata.write(stage, energy.isPresent(), path, sparkSession());
    energy.ifPresent(
        json ->
            sparkSession()
                .createDataFrame(List.of(RowFactory.create(json)), DATA)
                .coalesce(1)
                .write()
                .parquet(StageMetadata.inside(path, "data")));
  }
}
