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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a rectangle where numbers on a grid reach a level, by marching squares with linear
 * interpolation along the grid's edges. High ground lies to the left of its boundary, so that the
 * region's outer rings turn one way and its holes the other.
 */
public final class LevelRegion {
  private static final int SOUTH = 0;
  private static final int EAST = 1;
  private static final int NORTH = 2;
  private static final int WEST = 3;

  /**
   * From which edge of a cell to which the boundary goes, by the corners that are high: 1 south
   * west, 2 south east, 4 north east, 8 north west. Of the two cases with two pieces, those where
   * the middle is low.
   */
  private static final int[][] PIECES = {
    {},
    {SOUTH, WEST},
    {EAST, SOUTH},
    {EAST, WEST},
    {NORTH, EAST},
    {SOUTH, WEST, NORTH, EAST},
    {NORTH, SOUTH},
    {NORTH, WEST},
    {WEST, NORTH},
    {SOUTH, NORTH},
    {EAST, SOUTH, WEST, NORTH},
    {EAST, NORTH},
    {WEST, EAST},
    {SOUTH, EAST},
    {WEST, SOUTH},
    {}
  };

  private static final int[] HIGH_MIDDLE_5 = {SOUTH, EAST, NORTH, WEST};
  private static final int[] HIGH_MIDDLE_10 = {WEST, SOUTH, EAST, NORTH};

  private final double[] xs;
  private final double[] ys;
  private final double[][] values;
  private final double level;

  /** From the grid's edge where a piece of the boundary begins to the one where it ends. */
  private final Map<Integer, Integer> pieces = new LinkedHashMap<>();

  private LevelRegion(double[] xs, double[] ys, double[][] values, double level) {
    this.xs = xs;
    this.ys = ys;
    this.values = values;
    this.level = level;
  }

  /**
   * The rings around the region {@code values[i][j] ≥ level}, each a list of points (x, y).
   *
   * @param values by index of x, then of y; none is NaN
   */
  public static List<List<double[]>> rings(
      double[] xs, double[] ys, double[][] values, double level) {
    LevelRegion region = new LevelRegion(xs, ys, values, level);
    // The grid with a frame of low ground around it, so that every ring closes.
    for (int i = -1; i < xs.length; i++) {
      for (int j = -1; j < ys.length; j++) {
        region.march(i, j);
      }
    }
    return region.joined();
  }

  /** The pieces of one cell, whose south west corner is (i, j). */
  private void march(int i, int j) {
    int high =
        (isHigh(i, j) ? 1 : 0)
            | (isHigh(i + 1, j) ? 2 : 0)
            | (isHigh(i + 1, j + 1) ? 4 : 0)
            | (isHigh(i, j + 1) ? 8 : 0);
    int[] fromTo = PIECES[high];
    if (fromTo.length == 4) {
      double middle = value(i, j) + value(i + 1, j) + value(i, j + 1) + value(i + 1, j + 1);
      if (middle / 4 >= level) {
        fromTo = high == 5 ? HIGH_MIDDLE_5 : HIGH_MIDDLE_10;
      }
    }
    for (int k = 0; k < fromTo.length; k += 2) {
      pieces.put(edge(i, j, fromTo[k]), edge(i, j, fromTo[k + 1]));
    }
  }

  private double value(int i, int j) {
    boolean inside = i >= 0 && j >= 0 && i < xs.length && j < ys.length;
    return inside ? values[i][j] : Double.NEGATIVE_INFINITY;
  }

  private boolean isHigh(int i, int j) {
    return value(i, j) >= level;
  }

  /** A number for an edge of a cell, the same for both cells that have it. */
  private int edge(int i, int j, int side) {
    int east = side == EAST ? i + 1 : i;
    int north = side == NORTH ? j + 1 : j;
    int horizontal = side == SOUTH || side == NORTH ? 1 : 0;
    return (((east + 1) * (ys.length + 2)) + north + 1) * 2 + horizontal;
  }

  private List<List<double[]>> joined() {
    List<List<double[]>> rings = new ArrayList<>();
    while (!pieces.isEmpty()) {
      List<double[]> ring = new ArrayList<>();
      int start = pieces.keySet().iterator().next();
      int at = start;
      do {
        ring.add(point(at));
        at = pieces.remove(at);
      } while (at != start);
      rings.add(ring);
    }
    return rings;
  }

  /** Where the level is crossed between the two ends of an edge. */
  private double[] point(int edge) {
    int corner = edge / 2;
    int i = corner / (ys.length + 2) - 1;
    int j = corner % (ys.length + 2) - 1;
    boolean horizontal = edge % 2 == 1;
    int east = horizontal ? i + 1 : i;
    int north = horizontal ? j : j + 1;
    double a = value(i, j);
    double b = value(east, north);
    // Towards the frame, which has no width, any share will do.
    double share = Double.isInfinite(a) || Double.isInfinite(b) ? 0.5 : (level - a) / (b - a);
    return new double[] {between(xs, i, east, share), between(ys, j, north, share)};
  }

  private static double between(double[] axis, int from, int to, double share) {
    double a = axis[Math.min(Math.max(from, 0), axis.length - 1)];
    double b = axis[Math.min(Math.max(to, 0), axis.length - 1)];
    return a + share * (b - a);
  }
}
