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
package io.sparkenergy.diagnostics.fit;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.expression.Dim;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.Gradient;

/**
 * The curvature vᵀ H(x) v of an energy along a direction, as an energy over the row (x, v): so
 * every backend evaluates it, in batches, with a direction of its own for each row.
 */
final class Curvature {
  private Curvature() {}

  /**
   * The curvature for rows of d entries; its own rows have 2d.
   *
   * @throws io.sparkenergy.error.EnergyException if the energy has no second derivative
   */
  static EnergyFunction of(EnergyFunction energy, int d) {
    return EnergyFunction.define(
        "curvature of " + energy.name(), 2 * d, xv -> along(energy, xv, d));
  }

  private static Expression along(EnergyFunction energy, Expression xv, int d) {
    Dim length = Dim.of(2 * d);
    Expression direction = xv.last(d);
    Expression slope = Gradient.of(energy.expression(xv.first(d)), length).first(d).dot(direction);
    return Gradient.of(slope, length).first(d).dot(direction);
  }
}
