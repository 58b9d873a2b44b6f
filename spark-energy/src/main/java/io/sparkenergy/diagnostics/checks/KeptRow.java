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

import io.sparkenergy.diagnostics.pass.RowPlace;
import java.io.Serializable;

/** A row that is kept for checks which take more than one pass, with all its features. */
public final class KeptRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowPlace place;
  private final double[] features;

  /** Keeps the features as they are handed over, without a copy. */
  public KeptRow(RowPlace place, double[] features) {
    this.place = place;
    this.features = features;
  }

  public RowPlace place() {
    return place;
  }

  public double[] features() {
    return features;
  }
}
