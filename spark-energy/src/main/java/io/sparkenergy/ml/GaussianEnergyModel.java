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
import org.apache.spark.ml.util.MLReader;

/** A normal density, fitted by a {@link GaussianEnergyEstimator}. */
public final class GaussianEnergyModel extends FittedEnergy<GaussianEnergyModel> {
  private static final long serialVersionUID = 1L;

  GaussianEnergyModel(String uid, EnergyFunction energy) {
    super(uid, energy);
  }

  /** What was saved. */
  public static MLReader<GaussianEnergyModel> read() {
    return new StageReader<>(
        GaussianEnergyModel.class,
        (uid, energy) -> new GaussianEnergyModel(uid, energy.orElseThrow()));
  }

  /** What was saved at a path. */
  public static GaussianEnergyModel load(String path) {
    return read().load(path);
  }

  @Override
  GaussianEnergyModel bare() {
    return new GaussianEnergyModel(uid(), energy());
  }
}
