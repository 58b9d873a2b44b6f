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
package io.sparkenergy.examples.pictures;

import io.sparkenergy.energy.AffineEnergy;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.LogSumExpEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.SphericalEnergy;
import java.util.List;
import java.util.Map;

/** Energies of several others. */
final class Combinations {
  private static final double SIDE = 300;
  private static final double SMALL_SIDE = 220;

  private Combinations() {}

  static void addTo(Map<String, Picture> pictures) {
    EnergyFunction flat =
        GaussianEnergy.of(new double[] {-1, 0}, new double[][] {{1, 0}, {0, 0.25}});
    EnergyFunction tall =
        GaussianEnergy.of(new double[] {1, 0}, new double[][] {{0.25, 0}, {0, 1}});
    double[][] means = {{-1, 0}, {1, 0}};
    pictures.put(
        "composite",
        new Picture(
            List.of(
                List.of(
                    composite("sum", CompositeEnergy.sum(flat, tall))
                        .lowestAt(new double[] {0.6, 0}),
                    composite("product", CompositeEnergy.product(flat, tall)).lowestAt(means)),
                List.of(
                    composite("min", CompositeEnergy.min(flat, tall)).lowestAt(means),
                    composite("max", CompositeEnergy.max(flat, tall))))));
    EnergyFunction round =
        DensityEnergy.multivariateNormal(new double[] {-1.5, 1}, new double[][] {{1, 0}, {0, 1}});
    EnergyFunction tilted =
        DensityEnergy.multivariateNormal(
            new double[] {1.5, -0.5}, new double[][] {{0.5, 0.4}, {0.4, 0.8}});
    pictures.put(
        "mixture",
        Picture.of(
            MapPanel.around(MixtureEnergy.of(round, tilted).weights(0.3, 0.7), 0, 0, 4, SIDE)));
    pictures.put(
        "log_sum_exp",
        Picture.of(
            MapPanel.around(
                    LogSumExpEnergy.of(
                        AffineEnergy.of(new double[] {2, 0}, 0),
                        AffineEnergy.of(new double[] {-1, 2}, 0),
                        AffineEnergy.of(new double[] {-1, -2}, 0)),
                    0,
                    0,
                    3,
                    SIDE)
                .lowestAt(new double[] {0, 0})));
    pictures.put(
        "spherical",
        Picture.of(
            MapPanel.around(
                SphericalEnergy.of(AffineEnergy.of(new double[] {-3, -1.5}, 0)), 0, 0, 3, SIDE)));
  }

  private static MapPanel composite(String title, EnergyFunction energy) {
    return MapPanel.around(energy, 0, 0, 2.5, SMALL_SIDE).titled(title);
  }
}
