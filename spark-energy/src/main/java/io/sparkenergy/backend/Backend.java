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
package io.sparkenergy.backend;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A way to run programs. Found through {@link java.util.ServiceLoader}. */
public interface Backend {
  /** The name in configuration. */
  String name();

  /**
   * Whether {@link Backends#AUTO} may choose it. One that does not compute what the energy says, as
   * those that tests and measurements bring, or is slow on this machine, says no and runs only
   * where it is named.
   */
  default boolean automatic() {
    return true;
  }

  /**
   * Whether it can evaluate the energy. Where nothing else is said, that is one that is an
   * expression throughout, and holds no model with graphs of its own.
   */
  default boolean supports(EnergyFunction energy) {
    return energy.rowFunctions().isEmpty();
  }

  /** Whether it computes on a GPU. */
  default boolean onGpu() {
    return false;
  }

  /**
   * What keeps it from running on this machine, if anything does.
   *
   * @param gpus the addresses of the GPUs that a task was given; none for any
   */
  default Optional<EnergyException> obstacle(List<String> gpus) {
    return Optional.empty();
  }

  /**
   * Readies the evaluation of an energy.
   *
   * @param dimension the entries of a row
   * @param quantities energy, score, or both
   * @throws io.sparkenergy.error.EnergyException if the dimension does not fit the energy, a score
   *     is asked of a model that gives none, or the backend cannot run here
   */
  BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size);

  /**
   * As {@link #open(EnergyFunction, int, Set, Precision, BatchSize)}, for a task that knows its
   * GPUs and how to use them.
   *
   * @throws io.sparkenergy.error.EnergyException also if those GPUs cannot be used
   */
  default BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size,
      GpuSettings gpu) {
    return open(energy, dimension, quantities, precision, size);
  }
}
