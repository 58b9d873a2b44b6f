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
package io.sparkenergy.ml;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MixtureEnergy;
import java.io.Serializable;
import java.util.Arrays;

/** Σₖ wₖ Nₖ(x), the weights adding up to 1. */
final class Mixture implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] weights;
  private final Normal[] components;

  Mixture(double[] weights, Normal[] components) {
    this.weights = weights;
    this.components = components;
  }

  double weight(int k) {
    return weights[k];
  }

  Normal component(int k) {
    return components[k];
  }

  int size() {
    return weights.length;
  }

  /** -log p(x). */
  EnergyFunction energy() {
    return MixtureEnergy.of(Arrays.stream(components).map(Normal::energy).toList())
        .weights(weights);
  }
}
