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
package io.sparkenergy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelRegionTest {
  private static final double[] AXIS =
      IntStream.rangeClosed(-100, 100).mapToDouble(i -> i / 50.0).toArray();

  private static List<List<double[]>> rings(DoubleBinaryOperator f, double level) {
    double[][] values = new double[AXIS.length][AXIS.length];
    for (int i = 0; i < AXIS.length; i++) {
      for (int j = 0; j < AXIS.length; j++) {
        values[i][j] = f.applyAsDouble(AXIS[i], AXIS[j]);
      }
    }
    return LevelRegion.rings(AXIS, AXIS, values, level);
  }

  /** By the shoelace formula; positive where the ring turns to the left. */
  private static double area(List<double[]> ring) {
    double sum = 0;
    for (int k = 0; k < ring.size(); k++) {
      double[] a = ring.get(k);
      double[] b = ring.get((k + 1) % ring.size());
      sum += a[0] * b[1] - b[0] * a[1];
    }
    return sum / 2;
  }

  @Test
  void aHillAboveALevelIsADisc() {
    assertThat(rings((x, y) -> -x * x - y * y, -1))
        .singleElement()
        .satisfies(ring -> assertThat(area(ring)).isCloseTo(Math.PI, within(1e-3)));
  }

  @Test
  void aHoleTurnsTheOtherWay() {
    List<List<double[]>> rings = rings((x, y) -> -Math.abs(Math.hypot(x, y) - 1), -0.5);
    assertThat(rings).hasSize(2);
    assertThat(rings).anySatisfy(ring -> assertThat(area(ring)).isNegative());
    // π (1.5² - 0.5²)
    assertThat(rings.stream().mapToDouble(LevelRegionTest::area).sum())
        .isCloseTo(2 * Math.PI, within(1e-3));
  }

  @Test
  void whatIsHighEverywhereIsTheRectangle() {
    assertThat(rings((x, y) -> 1, 0))
        .singleElement()
        .satisfies(ring -> assertThat(area(ring)).isCloseTo(16, within(1e-12)));
    assertThat(rings((x, y) -> -1, 0)).isEmpty();
  }

  @Test
  void highGroundAtTheBorderIsClosedThere() {
    // Right of x = 0.01, which lies between two points of the grid.
    assertThat(rings((x, y) -> x, 0.01))
        .singleElement()
        .satisfies(ring -> assertThat(area(ring)).isCloseTo(4 * 1.99, within(1e-12)));
  }

  @Test
  void saddlesJoinOrPartByTheirMiddle() {
    double[] axis = {0, 1};
    double[][] high = {{1, 0.2}, {0.2, 1}};
    double[][] low = {{1, -0.8}, {-0.8, 1}};
    assertThat(LevelRegion.rings(axis, axis, high, 0.5)).hasSize(1);
    assertThat(LevelRegion.rings(axis, axis, low, 0.5)).hasSize(2);
  }
}
