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
package io.sparkenergy.benchmarks;

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Set;

/**
 * Computes nothing: what a job takes with it is what the operator costs without its arithmetic. The
 * energy is the first feature, the score is the features.
 */
public final class EmptyBackend implements Backend {
  static final String NAME = "empty";

  @Override
  public String name() {
    return NAME;
  }

  /** Its numbers are not the energy's, so nobody shall get it without asking. */
  @Override
  public boolean automatic() {
    return false;
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    // As many rows a batch as a backend that computes would have.
    int rows = size.rows(energy.program(quantities, dimension), precision);
    return new EmptyEvaluator(dimension, rows, quantities);
  }
}
