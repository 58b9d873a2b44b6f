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
package io.sparkenergy.diagnostics;

import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.pass.RowPlace;
import io.sparkenergy.diagnostics.pass.WorstRows;
import io.sparkenergy.diagnostics.report.OffendingRow;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;

/** How many rows have a trouble, and a few of them; mergeable. */
final class FoundRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final WorstRows<OffendingRow> named;
  private long count;

  FoundRows(int most) {
    this.named = new WorstRows<>(most);
  }

  long count() {
    return count;
  }

  List<OffendingRow> rows() {
    return named.rows();
  }

  /** How bad the worst is; -∞ where there is none. */
  double severity() {
    return named.severity();
  }

  /** A row that has no results. */
  void add(RowPlace place, String detail) {
    count++;
    if (named.admits(0, place.partition(), place.position())) {
      OffendingRow row = new OffendingRow(place.label(), List.of(), Double.NaN, Double.NaN, detail);
      named.add(0, place.partition(), place.position(), row);
    }
  }

  /** A row of a batch. */
  void add(double severity, EvaluatedRows rows, int row, Supplier<String> detail) {
    count++;
    if (named.admits(severity, rows.partition(), rows.position(row))) {
      named.add(severity, rows.partition(), rows.position(row), rows.offending(row, detail.get()));
    }
  }

  void merge(FoundRows other) {
    count += other.count;
    named.merge(other.named);
  }
}
