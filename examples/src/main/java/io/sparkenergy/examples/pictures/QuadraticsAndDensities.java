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
import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.Map;

/** Bowls, planes, and the densities of the textbooks. */
final class QuadraticsAndDensities {
  private static final double SIDE = 300;

  private QuadraticsAndDensities() {}

  static void addTo(Map<String, Picture> pictures) {
    EnergyFunction gaussian =
        GaussianEnergy.of(new double[] {1, -0.5}, new double[][] {{2, 0.9}, {0.9, 1}});
    pictures.put(
        "gaussian",
        Picture.of(MapPanel.around(gaussian, 1, -0.5, 3.5, SIDE).lowestAt(new double[] {1, -0.5})));
    pictures.put(
        "harmonic",
        Picture.of(
            MapPanel.around(HarmonicEnergy.of(2), 0, 0, 3, SIDE).lowestAt(new double[] {0, 0}),
            new CurvePanel("x", -3, 3, 0, 10, -7, 7)
                .add(HarmonicEnergy.of(2), "", Colors.FIRST)
                .withoutLegend()));
    EnergyFunction plane = AffineEnergy.of(new double[] {2, 1}, 0.5);
    pictures.put("affine", Picture.of(MapPanel.around(plane, 0, 0, 2, SIDE)));
    double[] loc = {0};
    double[] scale = {1};
    pictures.put(
        "density",
        Picture.of(
            new CurvePanel("x", -6, 6, 0, 9, -4, 4)
                .add(DensityEnergy.diagonalNormal(loc, scale), "diag_normal", Colors.FIRST)
                .add(DensityEnergy.studentT(loc, scale, 3), "student_t, df 3", Colors.SECOND)
                .add(DensityEnergy.logistic(loc, scale), "logistic", Colors.THIRD)
                .add(DensityEnergy.laplace(loc, scale), "laplace", Colors.FOURTH)));
  }
}
