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

/**
 * The spread of a feature against the energy's own length in its direction.
 *
 * @param column its name, or {@code x[i]} for an entry of a vector
 * @param mean of the feature
 * @param std of the feature
 * @param scoreRms the root mean square of the score's entry; its inverse is a length
 */
public record ColumnScale(String column, double mean, double std, double scoreRms)
    implements Serializable {
  /** The spread in units of the energy's length: near 1 where the energy fits the data. */
  public double ratio() {
    return std * scoreRms;
  }
}
