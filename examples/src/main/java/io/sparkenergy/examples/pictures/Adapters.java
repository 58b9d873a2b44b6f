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
import io.sparkenergy.energy.CappedEnergy;
import io.sparkenergy.energy.DoubleWellEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.WhitenedEnergy;
import java.util.Map;

/** What adapters make of an energy, beside the energy itself. */
final class Adapters {
  private static final EnergyFunction WELL = DoubleWellEnergy.standard();
  private static final double SIDE = 260;
  private static final String BASE = "base";

  private Adapters() {}

  static void addTo(Map<String, Picture> pictures) {
    addScales(pictures);
    addSpaces(pictures);
  }

  private static void addScales(Map<String, Picture> pictures) {
    pictures.put("tempered", Picture.of(well().add(WELL.tempered(0.5), "β = 0.5", Colors.FIRST)));
    pictures.put(
        "capped",
        Picture.of(
            well()
                .add(WELL.capEnergy(6), "cap 6", Colors.FIRST)
                .add(CappedEnergy.of(WELL, 6, 1), "softness 1", Colors.SECOND)));
    pictures.put(
        "score_clipped", Picture.of(well().add(WELL.clipScore(5), "max_norm 5", Colors.FIRST)));
    EnergyFunction harmonic = HarmonicEnergy.of(1);
    pictures.put(
        "interpolated",
        Picture.of(
            new CurvePanel("x", -2.4, 2.4, 0, 9, -14, 14)
                .addBase(harmonic, "start, t = 0")
                .add(harmonic.interpolated(WELL, 0.25), "t = 0.25", "#9ecae1")
                .add(harmonic.interpolated(WELL, 0.5), "t = 0.5", "#4292c6")
                .add(harmonic.interpolated(WELL, 0.75), "t = 0.75", "#2171b5")
                .add(WELL, "end, t = 1", "#08306b")));
  }

  private static CurvePanel well() {
    return new CurvePanel("x", -2.4, 2.4, 0, 12, -20, 20).addBase(WELL, BASE);
  }

  private static void addSpaces(Map<String, Picture> pictures) {
    pictures.put(
        "standardized",
        Picture.of(
            new CurvePanel("z", -2.4, 2.4, 0, 12, -20, 20).addBase(WELL, BASE).withoutLegend(),
            new CurvePanel("x", 146, 194, 0, 12, -2, 2)
                .add(WELL.standardized(new double[] {170}, 10), "standardized", Colors.FIRST)
                .withoutLegend()));
    double[] mean = {170, 65};
    double[][] covariance = {{100, 60}, {60, 156.25}};
    pictures.put(
        "whitened",
        Picture.of(
            MapPanel.around(WELL, 0, 0, 2.4, SIDE).titled("base").withoutBar(),
            MapPanel.around(WhitenedEnergy.of(WELL, mean, covariance), 170, 65, 36, SIDE)
                .titled("whitened")
                .withoutBar()));
    double[] lower = {0};
    double[] upper = {Double.POSITIVE_INFINITY};
    pictures.put(
        "bounded",
        Picture.of(
            new CurvePanel("y", -3, 3, -1, 5, -4, 4)
                .addBase(HarmonicEnergy.of(1), BASE)
                .withoutLegend(),
            new CurvePanel("x", -1, 5, -1, 5, -4, 4)
                .add(HarmonicEnergy.of(1).bounded(lower, upper), "bounded", Colors.FIRST)
                .withoutLegend()
                .boundAt(0)));
    EnergyFunction line = AffineEnergy.of(new double[] {1}, 0);
    pictures.put(
        "unbounded",
        Picture.of(
            new CurvePanel("x", -1, 5, -1, 5, -4, 4).addBase(line, BASE).boundAt(0).withoutLegend(),
            new CurvePanel("y", -4, 3, -1, 5, -4, 4)
                .add(line.unbounded(lower, upper), "unbounded", Colors.FIRST)
                .withoutLegend()));
  }
}
