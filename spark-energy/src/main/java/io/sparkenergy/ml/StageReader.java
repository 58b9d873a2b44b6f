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
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/** Reads what {@link StageWriter} writes. */
final class StageReader<T extends Params> extends MLReader<T> {
  private final Class<T> type;
  private final BiFunction<String, Optional<EnergyFunction>, T> stage;

  /**
   * A reader.
   *
   * @param stage makes the stage of an id and an energy, if one was saved
   */
  StageReader(Class<T> type, BiFunction<String, Optional<EnergyFunction>, T> stage) {
    this.type = type;
    this.stage = stage;
  }

  /**
   * The stage.
   *
   * @throws io.sparkenergy.error.EnergyException if another kind of stage is there, or one of a
   *     format that this version does not know
   */
  @Override
  public T load(String path) {
    StageMetadata metadata = StageMetadata.read(path, type, sparkSession());
    Optional<EnergyFunction> energy =
        metadata.holdsEnergy()
            ? Optional.of(
                Energies.fromJson(
                    sparkSession()
                        .read()
                        .parquet(StageMetadata.inside(path, "data"))
                        .select(StageWriter.ENERGY)
                        .head()
                        .getString(0)))
            : Optional.empty();
    T loaded = stage.apply(metadata.uid(), energy);
    metadata.setParams(loaded);
    return loaded;
  }
}
