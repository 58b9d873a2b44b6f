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
package io.sparkenergy.benchmarks.peers;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The rows that energies are computed of, standard normal, the same for all contenders. */
final class Inputs {
  private static int drawnDimension;
  private static double[] drawn = {};

  private Inputs() {}

  /**
   * The first n rows of d entries. All are numbers of float32 too, so that both precisions are
   * given the same.
   */
  static synchronized double[] rows(int n, int d) {
    int length = n * d;
    if (d != drawnDimension || drawn.length < length) {
      SplittableRandom random = new SplittableRandom(d);
      double[] rows = new double[length];
      for (int i = 0; i < length; i++) {
        rows[i] = (float) random.nextGaussian();
      }
      drawn = rows;
      drawnDimension = d;
    }
    return drawn.length == length ? drawn : Arrays.copyOf(drawn, length);
  }
}
