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
package io.sparkenergy.diagnostics.report;

import java.io.Serializable;
import java.util.List;

/**
 * One question that a test put to an energy.
 *
 * @param name what was asked, in words
 * @param verdict how it ended
 * @param figure what was found, to be at most the bound; NaN where the check does not apply
 * @param bound the most that passes; NaN where the check does not apply
 * @param detail what figure and bound are, or why the check does not apply
 * @param rows where it failed, the rows that show it, the worst first; where it passed, the row
 *     that came closest to failing, if the check is about rows
 */
public record Check(
    String name,
    Verdict verdict,
    double figure,
    double bound,
    String detail,
    List<OffendingRow> rows)
    implements Serializable {
  public Check {
    rows = List.copyOf(rows);
  }

  /** A check that passes if the figure is at most the bound. */
  public static Check of(
      String name, double figure, double bound, String detail, List<OffendingRow> rows) {
    Verdict verdict = figure <= bound ? Verdict.PASSED : Verdict.FAILED;
    return new Check(name, verdict, figure, bound, detail, rows);
  }

  /** A check that cannot be made, and why. */
  public static Check notApplicable(String name, String reason) {
    return new Check(name, Verdict.NOT_APPLICABLE, Double.NaN, Double.NaN, reason, List.of());
  }
}
