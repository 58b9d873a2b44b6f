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
package io.sparkenergy.backend.cpu.source;

import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.ParameterVector;

/** An array that a generated loop reads or writes, in the order that it is handed over. */
public sealed interface LoopOperand {
  /** Values of rows, in memory. */
  record Rows(Place place) implements LoopOperand {}

  /** A number for each row. */
  record Numbers(Place place) implements LoopOperand {}

  /** A parameter, written out for some rows. */
  record Parameter(ParameterVector values) implements LoopOperand {}

  /** Where a register of partial sums goes for each row. */
  record Partial(Node sum) implements LoopOperand {}

  /** All bits set where a vector has an entry of its own, else none; written out for some rows. */
  record Mask(int start, int length) implements LoopOperand {}

  /**
   * A matrix's coefficients: for each input a register, in whose lanes stand those of the outputs,
   * for as many rows as fill it.
   */
  record Coefficients(Attribute.LinearMap map) implements LoopOperand {}
}
