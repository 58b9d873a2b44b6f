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

import io.sparkenergy.backend.Batch;

/** Whether a row of a batch has neither NaN nor infinity, before and after evaluation. */
final class FiniteRow {
  private FiniteRow() {}

  /** Of features, and of energy and score as far as they were asked for. */
  static boolean is(Batch batch, int row) {
    int from = row * batch.dimension();
    int to = from + batch.dimension();
    return (batch.energies().length == 0 || Double.isFinite(batch.energies()[row]))
        && finite(batch.features(), from, to)
        && (batch.scores().length == 0 || finite(batch.scores(), from, to));
  }

  /** Of features alone. */
  static boolean is(double[] features) {
    return finite(features, 0, features.length);
  }

  private static boolean finite(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Double.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
