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
import java.util.Optional;
import org.apache.spark.ml.util.MLReader;

/** A mixture of normal densities, fitted by a {@link MixtureEnergyEstimator}. */
public final class MixtureEnergyModel extends FittedEnergy<MixtureEnergyModel> {
  private static final long serialVersionUID = 1L;

  /** Null of a model that was loaded: an Optional is not serializable. */
  private final MixtureTrainingSummary summary;

  MixtureEnergyModel(String uid, EnergyFunction energy, Optional<MixtureTrainingSummary> summary) {
    super(uid, energy);
    this.summary = summary.orElse(null);
  }

  /** What was saved. */
  public static MLReader<MixtureEnergyModel> read() {
    return new StageReader<>(
        MixtureEnergyModel.class,
        (uid, energy) -> new MixtureEnergyModel(uid, energy.orElseThrow(), Optional.empty()));
  }

  /** What was saved at a path. */
  public static MixtureEnergyModel load(String path) {
    return read().load(path);
  }

  /** How the fitting went; nothing of a model that was loaded, for it is not saved. */
  public Optional<MixtureTrainingSummary> summary() {
    return Optional.ofNullable(summary);
  }

  @Override
  MixtureEnergyModel bare() {
    return new MixtureEnergyModel(uid(), energy(), summary());
  }
}
