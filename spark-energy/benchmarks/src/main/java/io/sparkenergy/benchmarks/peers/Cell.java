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

import io.sparkenergy.backend.Precision;
import java.util.Comparator;

/**
 * One comparison: what is computed, of how many rows of how many entries, in which numbers.
 *
 * @param subject the energy
 * @param precision the numbers
 * @param d the entries of a row
 * @param n the rows of a batch
 * @param quantities what is computed
 */
record Cell(Subject subject, Precision precision, int d, int n, Quantities quantities)
    implements Comparable<Cell> {
  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::subject)
          .thenComparing(Cell::precision)
          .thenComparing(Cell::d)
          .thenComparing(Cell::n)
          .thenComparing(Cell::quantities);

  @Override
  public int compareTo(Cell other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s %s d=%d n=%d %s"
        .formatted(subject.symbol(), precision.symbol(), d, n, quantities.symbol());
  }
}
