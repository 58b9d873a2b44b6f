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

import io.sparkenergy.energy.AckleyEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.FunnelEnergy;
import io.sparkenergy.energy.HimmelblauEnergy;
import io.sparkenergy.energy.RastriginEnergy;
import io.sparkenergy.energy.RosenbrockEnergy;
import io.sparkenergy.energy.Sin2Energy;
import io.sparkenergy.energy.StyblinskiTangEnergy;
import java.util.Map;

/** The functions that optimisers and samplers are tried on. */
final class TestLandscapes {
  private static final double SIDE = 300;

  private TestLandscapes() {}

  static void addTo(Map<String, Picture> pictures) {
    double well = Math.sqrt(2);
    pictures.put(
        "double_well",
        Picture.of(
            MapPanel.around(DoubleWellEnergy.standard(), 0, 0, 2.2, SIDE)
                .lowestAt(xy(well, well), xy(-well, well), xy(well, -well), xy(-well, -well)),
            new CurvePanel("x", -2.2, 2.2, 0, 8, -12, 12)
                .add(DoubleWellEnergy.standard(), "", Colors.FIRST)
                .withoutLegend()));
    pictures.put(
        "rosenbrock",
        Picture.of(MapPanel.around(RosenbrockEnergy.standard(), 0, 1, 2, SIDE).lowestAt(xy(1, 1))));
    pictures.put(
        "ackley",
        Picture.of(
            MapPanel.around(AckleyEnergy.standard(), 0, 0, 3.5, SIDE).lowestAt(xy(0, 0)),
            new CurvePanel("x", -3.5, 3.5, 0, 12, -12, 12)
                .add(AckleyEnergy.standard(), "", Colors.FIRST)
                .withoutLegend()));
    pictures.put(
        "rastrigin",
        Picture.of(
            MapPanel.around(RastriginEnergy.standard(), 0, 0, 2.5, SIDE).lowestAt(xy(0, 0)),
            new CurvePanel("x", -2.5, 2.5, 0, 28, -80, 80)
                .add(RastriginEnergy.standard(), "", Colors.FIRST)
                .withoutLegend()));
    double lowest = -2.903534027771177;
    pictures.put(
        "styblinski_tang",
        Picture.of(
            MapPanel.around(StyblinskiTangEnergy.standard(), 0, 0, 4.2, SIDE)
                .lowestAt(xy(lowest, lowest)),
            new CurvePanel("x", -4.2, 4.2, -45, 30, -50, 50)
                .add(StyblinskiTangEnergy.standard(), "", Colors.FIRST)
                .withoutLegend()));
    pictures.put(
        "himmelblau",
        Picture.of(
            MapPanel.around(HimmelblauEnergy.standard(), 0, 0, 5.5, SIDE)
                .lowestAt(
                    xy(3, 2),
                    xy(-2.805118086952745, 3.131312518250573),
                    xy(-3.779310253377747, -3.283185991286170),
                    xy(3.584428340330492, -1.848126526964404))));
    pictures.put(
        "funnel",
        Picture.of(MapPanel.around(FunnelEnergy.standard(), 0, 0, 9, SIDE).lowestAt(xy(-4.5, 0))));
    double pi = Math.PI;
    pictures.put(
        "sin2",
        Picture.of(
            MapPanel.around(Sin2Energy.standard(), 0, 0, 4.5, SIDE)
                .lowestAt(
                    xy(-pi, -pi),
                    xy(-pi, 0),
                    xy(-pi, pi),
                    xy(0, -pi),
                    xy(0, 0),
                    xy(0, pi),
                    xy(pi, -pi),
                    xy(pi, 0),
                    xy(pi, pi)),
            new CurvePanel("x", -4.5, 4.5, 0, 1.2, -1.2, 1.2)
                .add(Sin2Energy.standard(), "", Colors.FIRST)
                .withoutLegend()));
  }

  private static double[] xy(double x, double y) {
    return new double[] {x, y};
  }
}
