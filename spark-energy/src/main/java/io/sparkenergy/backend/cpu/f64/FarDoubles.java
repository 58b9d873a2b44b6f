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
package io.sparkenergy.backend.cpu.f64;

/**
 * Functions of the numbers that are too large for what loops do in registers: a number at a time.
 */
public final class FarDoubles {
  private FarDoubles() {}

  /** Replaces sines of the first numbers, by as much further on, where those are far from 0. */
  public static void sin(double[] lanes, int count, double far) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(lanes[i]) >= far) {
        lanes[count + i] = Rounded.of(Math.sin(lanes[i]));
      }
    }
  }

  /** Replaces cosines of the first numbers, by as much further on, where those are far from 0. */
  public static void cos(double[] lanes, int count, double far) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(lanes[i]) >= far) {
        lanes[count + i] = Rounded.of(Math.cos(lanes[i]));
      }
    }
  }

  /** Replaces sines of the first numbers, by as much further on, and then cosines. */
  public static void sinAndCos(double[] lanes, int count, double far) {
    sin(lanes, count, far);
    for (int i = 0; i < count; i++) {
      if (Math.abs(lanes[i]) >= far) {
        lanes[2 * count + i] = Rounded.of(Math.cos(lanes[i]));
      }
    }
  }
}
