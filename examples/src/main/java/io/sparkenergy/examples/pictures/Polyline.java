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

import java.util.ArrayList;
import java.util.List;

/** Lines through points. */
final class Polyline {
  /** How far a line may pass from a point that it leaves out, in pixels. */
  private static final double TOLERANCE = 0.12;

  private Polyline() {}

  /**
   * The line from end to end through fewer points. Goes from point to point and takes no point
   * before another for being farther away: among mirrored points, rounding would decide.
   */
  static List<double[]> simplified(List<double[]> points) {
    List<double[]> kept = new ArrayList<>();
    int from = 0;
    for (int to = 2; to < points.size(); to++) {
      if (!passes(points, from, to)) {
        kept.add(points.get(from));
        from = to - 1;
      }
    }
    kept.add(points.get(from));
    if (points.size() > 1) {
      kept.add(points.get(points.size() - 1));
    }
    return kept;
  }

  /** Whether all points between two lie near the straight line from one to the other. */
  private static boolean passes(List<double[]> points, int from, int to) {
    double[] a = points.get(from);
    double[] b = points.get(to);
    for (int k = from + 1; k < to; k++) {
      if (distance(points.get(k), a, b) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static double distance(double[] point, double[] a, double[] b) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double square = dx * dx + dy * dy;
    double along = square == 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square;
    double at = Math.min(Math.max(along, 0), 1);
    return Math.hypot(point[0] - a[0] - at * dx, point[1] - a[1] - at * dy);
  }
}
