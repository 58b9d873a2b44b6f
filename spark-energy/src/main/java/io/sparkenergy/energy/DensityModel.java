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

import io.sparkenergy.expression.RowFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A density of the user's own, handed over as the class that computes it. It runs on the ND4J
 * backend; its class must be on the executors' classpath. A model that can also differentiate
 * itself implements {@link DifferentiableDensityModel}; without that, asking for its score is an
 * error.
 */
@FunctionalInterface
public interface DensityModel extends RowFunction {
  /**
   * log p(x) for every row.
   *
   * @param x shape (n, d), not to be changed
   * @return shape (n), of x's data type
   */
  INDArray logDensity(INDArray x);

  @Override
  default String name() {
    return getClass().getSimpleName();
  }

  @Override
  default boolean hasGradient() {
    return false;
  }
}
