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
package io.sparkenergy.backend.cpu;

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Set;

/** The backend cpu as it runs in a JVM without the Vector API, held to the others by every test. */
public final class PlainCpuBackend implements Backend {
  private final CpuBackend backend = new CpuBackend(false);

  @Override
  public String name() {
    return "cpu-plain";
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    return backend.open(energy, dimension, quantities, precision, size);
  }
}
