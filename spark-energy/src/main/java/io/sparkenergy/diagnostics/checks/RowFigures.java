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

import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.pass.WorstRows;
import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.OffendingRow;
import java.util.List;

/** A figure a row, of which the worst decides a check. */
final class RowFigures {
  private final String name;
  private final double bound;
  private final WorstRows<OffendingRow> failing;
  private final WorstRows<OffendingRow> closest = new WorstRows<>(1);
  private double worst;
  private long failed;
  private int seen;

  RowFigures(String name, double bound, int named) {
    this.name = name;
    this.bound = bound;
    this.failing = new WorstRows<>(named);
  }

  /** The figure of a row; NaN is as bad as can be. */
  void add(KeptRow row, double energy, double norm, double figure, String detail) {
    double severity = Double.isNaN(figure) ? Double.POSITIVE_INFINITY : figure;
    OffendingRow offending =
        new OffendingRow(
            row.place().label(), EvaluatedRows.shown(row.features()), energy, norm, detail);
    worst = Math.max(worst, severity);
    WorstRows<OffendingRow> kept = severity > bound ? failing : closest;
    failed += severity > bound ? 1 : 0;
    kept.add(severity, 0, seen++, offending);
  }

  long failed() {
    return failed;
  }

  int seen() {
    return seen;
  }

  Check check(String detail) {
    List<OffendingRow> rows = failed > 0 ? failing.rows() : closest.rows();
    return Check.of(name, worst, bound, detail, rows);
  }
}
