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
 * A trouble that was found.
 *
 * @param kind which
 * @param count how many rows have it
 * @param figure the worst that was found, or the count again where rows are only counted
 * @param threshold what the figure was to stay within; NaN where there is none to set
 * @param detail what was found, in words
 * @param rows a few of the rows, the worst first; in the order of the data where none is worse
 */
public record EnergyWarning(
    WarningKind kind,
    long count,
    double figure,
    double threshold,
    String detail,
    List<OffendingRow> rows)
    implements Serializable {
  public EnergyWarning {
    rows = List.copyOf(rows);
  }
}
