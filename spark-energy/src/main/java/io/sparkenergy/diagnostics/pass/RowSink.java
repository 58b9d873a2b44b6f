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
package io.sparkenergy.diagnostics.pass;

import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.error.EnergyException;
import java.io.Serializable;

/** What takes the rows of a partition. */
public interface RowSink extends Serializable {
  /** A row that cannot be evaluated, and why. */
  void refused(WarningKind kind, RowPlace place, String detail);

  /** Rows with their results. */
  void evaluated(EvaluatedRows rows);

  /** Rows that the energy itself failed on, by results that are no energies or scores. */
  default void failed(EvaluatedRows rows, EnergyException failure) {
    throw failure;
  }
}
