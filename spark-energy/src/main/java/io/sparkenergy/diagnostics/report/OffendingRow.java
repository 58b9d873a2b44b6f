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
 * A row that a report names.
 *
 * @param row its value of the id column, or its place, {@code partition 3, row 17}, counted from 0
 *     in the DataFrame as it was read
 * @param features its features, the first {@value #FEATURES_SHOWN} of them; none if it has none
 * @param energy its energy; NaN also where it has none
 * @param scoreNorm the Euclidean norm of its score; NaN also where it has none
 * @param detail what is wrong with it
 */
public record OffendingRow(
    String row, List<Double> features, double energy, double scoreNorm, String detail)
    implements Serializable {
  /** The most features that are kept of a row. */
  public static final int FEATURES_SHOWN = 16;

  public OffendingRow {
    features = List.copyOf(features);
  }
}
