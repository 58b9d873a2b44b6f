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
package io.sparkenergy.backend;

import java.util.Locale;

/** Results held to the interpreter's, and how many of them that says something about. */
final class Agreement {
  /** An evaluation and the interpreter are both off; their functions differ by some units more. */
  private static final double MARGIN = 4;

  private final double meaningful;
  private long compared;
  private long weak;

  /**
   * Nothing compared so far.
   *
   * @param meaningful the error, relative to the row's numbers, up to which agreement counts
   */
  Agreement(double meaningful) {
    this.meaningful = meaningful;
  }

  /**
   * Whether a result may stand for the interpreter's.
   *
   * @param scale the magnitude of the row's results
   */
  boolean accepts(double found, BoundedNumber expected, double scale) {
    compared++;
    double bound = MARGIN * expected.error();
    if (expected.isFinite() ? !(bound <= meaningful * scale) : !expected.isCertain()) {
      // The row itself decides that nothing is learnt here, not what the backend found.
      weak++;
    }
    if (!expected.isCertain()) {
      return true;
    }
    if (!expected.isFinite()) {
      return Double.compare(found, expected.value()) == 0;
    }
    return Math.abs(found - expected.value()) <= bound;
  }

  /** The share of results whose own conditioning leaves few digits, or none. */
  double weakShare() {
    return (double) weak / compared;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d numbers, %.2f %% of them ill-conditioned", compared, 100 * weakShare());
  }
}
