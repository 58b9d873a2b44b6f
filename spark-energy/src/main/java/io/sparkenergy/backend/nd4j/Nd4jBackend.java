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
package io.sparkenergy.backend.nd4j;

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Set;

/** Evaluates every energy with ND4J; the reference for all other backends. */
public final class Nd4jBackend implements Backend {
  @Override
  public String name() {
    return "nd4j";
  }

  /** Every one: graphs of ND4J's own are evaluated by ND4J. */
  @Override
  public boolean supports(EnergyFunction energy) {
    return true;
  }

  /** With the build for CUDA on the classpath, which a Maven profile puts there. */
  @Override
  public boolean onGpu() {
    return Nd4jGpus.areUsed();
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    Nd4jRuntime.require();
    return new Nd4jEvaluator(energy.program(quantities, dimension), quantities, precision, size);
  }
}
