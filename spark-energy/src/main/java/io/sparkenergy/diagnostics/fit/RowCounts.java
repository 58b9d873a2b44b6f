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

/**
 * What became of the rows of an input.
 *
 * @param used rows that the statistics are of
 * @param withoutFeatures rows left out because they have no features
 * @param notFinite rows left out because NaN or infinity is in their features, energy, score or
 *     Laplacian
 */
public record RowCounts(long used, long withoutFeatures, long notFinite) {
  @Override
  public String toString() {
    return used
        + " rows used, "
        + withoutFeatures
        + " without features, "
        + notFinite
        + " not finite and left out";
  }
}
