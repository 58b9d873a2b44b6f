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
package io.sparkenergy.diagnostics.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnergyPlaneTest {
  private static final FitOptions OPTIONS = FitOptions.defaults().features("x");

  /** Spread along (3, 4, 0)/5 by 5, along (-4, 3, 0)/5 by 2, along the third axis by 1/10. */
  private static double[][] rows() {
    double[][] rows = Points.normal(400, 1, 0, 0, 0);
    for (double[] row : rows) {
      double a = 5 * row[0];
      double b = 2 * row[1];
      row[0] = 1 + 0.6 * a - 0.8 * b;
      row[1] = 2 + 0.8 * a + 0.6 * b;
      row[2] = row[2] / 10;
    }
    return rows;
  }

  @Test
  void axesAreWhereTheSpreadIs() {
    EnergyPlane plane =
        EnergyPlane.of(Points.frame(rows(), 3), HarmonicEnergy.of(1), OPTIONS).orElseThrow();
    List<Double> first = plane.axes().get(0);
    List<Double> second = plane.axes().get(1);
    assertThat(0.6 * first.get(0) + 0.8 * first.get(1)).isGreaterThan(0.99);
    assertThat(0.8 * second.get(0) - 0.6 * second.get(1)).isGreaterThan(0.99);
    assertThat(dot(first, first)).isCloseTo(1, within(1e-12));
    assertThat(dot(first, second)).isCloseTo(0, within(1e-12));
    assertThat(plane.shares().get(0)).isCloseTo(25 / 29.01, within(0.05));
    assertThat(plane.shares().get(0) + plane.shares().get(1)).isBetween(0.999, 1.0);
    assertThat(plane.points().size() + plane.outside()).isEqualTo(400);
    assertThat(plane.outside()).isLessThan(16);
  }

  private static double dot(List<Double> a, List<Double> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return sum;
  }

  /** Each energy against the energy's formula at mean + x · first + y · second. */
  @Test
  void energiesAreThoseOfThePlane() {
    double[][] rows = rows();
    double[] mean = new double[3];
    for (double[] row : rows) {
      for (int j = 0; j < 3; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    EnergyPlane plane =
        EnergyPlane.of(Points.frame(rows, 2), HarmonicEnergy.of(3), OPTIONS).orElseThrow();
    assertThat(plane.energies()).hasSize(EnergyPlane.GRID);
    for (int i = 0; i < EnergyPlane.GRID; i += 20) {
      for (int j = 0; j < EnergyPlane.GRID; j += 20) {
        double expected = 0;
        for (int k = 0; k < 3; k++) {
          double at =
              mean[k]
                  + plane.x().get(j) * plane.axes().get(0).get(k)
                  + plane.y().get(i) * plane.axes().get(1).get(k);
          expected += 1.5 * at * at;
        }
        assertThat(plane.energies().get(i).get(j))
            .isCloseTo(expected, within(1e-11 * (1 + expected)));
      }
    }
  }

  @Test
  void partitionsDoNotChangeThePicture() {
    EnergyFunction energy = HarmonicEnergy.of(1);
    EnergyPlane one = EnergyPlane.of(Points.frame(rows(), 1), energy, OPTIONS).orElseThrow();
    EnergyPlane many = EnergyPlane.of(Points.frame(rows(), 50), energy, OPTIONS).orElseThrow();
    assertThat(many.points()).hasSameSizeAs(one.points());
    for (int i = 0; i < one.points().size(); i++) {
      assertThat(many.points().get(i).x()).isCloseTo(one.points().get(i).x(), within(1e-10));
    }
  }

  @Test
  void oneOutlierDoesNotTakeThePicture() {
    double[][] rows = rows();
    rows[17] = new double[] {1e4, 0, 0};
    EnergyPlane plane =
        EnergyPlane.of(Points.frame(rows, 2), HarmonicEnergy.of(1), OPTIONS).orElseThrow();
    assertThat(plane.x().get(EnergyPlane.GRID - 1) - plane.x().get(0)).isLessThan(100);
    assertThat(plane.outside()).isPositive();
  }

  @Test
  void noPlaneForOneFeatureOneLineOrTwoRows() {
    EnergyFunction energy = HarmonicEnergy.of(1);
    assertThat(EnergyPlane.of(Points.frame(Points.normal(9, 1, 0), 1), energy, OPTIONS)).isEmpty();
    double[][] line = {{1, 1}, {2, 2}, {3, 3}, {5, 5}};
    assertThat(EnergyPlane.of(Points.frame(line, 1), energy, OPTIONS)).isEmpty();
    double[][] two = {{1, 1}, {2, 5}};
    assertThat(EnergyPlane.of(Points.frame(two, 1), energy, OPTIONS)).isEmpty();
    double[][] mostlyNaN = {{1, 1}, {2, 5}, {Double.NaN, 1}};
    assertThat(EnergyPlane.of(Points.frame(mostlyNaN, 1), energy, OPTIONS)).isEmpty();
  }
}
