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

import java.util.Locale;

/** What may be wrong with an energy over data, the data's own troubles first. */
public enum WarningKind {
  NULL_FEATURES("rows without features"),
  NULL_ELEMENT("features with a null element"),
  WRONG_DIMENSION("features that are too few or too many for the energy"),
  NON_FINITE_INPUT("NaN or infinity in the features"),
  NON_FINITE_ENERGY("NaN or infinity in the energy"),
  NON_FINITE_SCORE("NaN or infinity in the score"),
  OUTSIDE_DOMAIN("finite features of energy +infinity, where p(x) = 0"),
  LARGE_SCORE("score norm beyond the threshold"),
  ENERGY_RANGE("range of the energies beyond the threshold"),
  ZERO_SCORE("score zero on many rows"),
  CONSTANT_ENERGY("the same energy on all rows"),
  COLUMN_SCALE("columns of very different spread against the energy's");

  private final String meaning;

  WarningKind(String meaning) {
    this.meaning = meaning;
  }

  /** What it means, in words. */
  public String meaning() {
    return meaning;
  }

  /** The name in JSON and in tables, such as {@code large_score}. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
