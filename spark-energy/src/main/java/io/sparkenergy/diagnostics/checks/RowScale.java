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
package io.sparkenergy.diagnostics.checks;

/** How far one may go from a row to see its energy change, and not another energy altogether. */
final class RowScale {
  /** Steps must be seen in x itself: its own rounding is 1e-16 of it. */
  private static final double LEAST = 1e-9;

  private RowScale() {}

  /**
   * The distance over which the energy changes by about itself, |E| √d / ‖s‖, within {@value
   * #LEAST} and 1 times the root mean square of x.
   */
  static double of(double[] x, int from, int d, double energy, double scoreNorm) {
    double squares = 0;
    for (int i = from; i < from + d; i++) {
      squares += x[i] * x[i];
    }
    double size = squares > 0 && Double.isFinite(squares) ? Math.sqrt(squares / d) : 1;
    double length = scoreNorm > 0 ? Math.abs(energy) * Math.sqrt(d) / scoreNorm : size;
    return Math.max(LEAST * size, Math.min(size, length));
  }
}
