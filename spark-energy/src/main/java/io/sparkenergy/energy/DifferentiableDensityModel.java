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
package io.sparkenergy.energy;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A density of the user's own that gives the gradient of its log-density. */
public interface DifferentiableDensityModel extends DensityModel {
  /**
   * ∇ log p(x) for every row.
   *
   * @param x shape (n, d), not to be changed
   * @return shape (n, d), of x's data type
   */
  INDArray logDensityGradient(INDArray x);

  @Override
  default boolean hasGradient() {
    return true;
  }
}
