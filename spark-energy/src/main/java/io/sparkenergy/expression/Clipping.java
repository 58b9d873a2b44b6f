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
package io.sparkenergy.expression;

import static io.sparkenergy.expression.Expression.constant;

import java.util.List;
import java.util.function.UnaryOperator;

/** Energies whose gradient is shortened to a norm, whatever they are part of. */
public final class Clipping {
  private Clipping() {}

  /**
   * An energy at x, with the gradient g that it has there replaced by g min(1, maxNorm / ‖g‖₂) in
   * every derivative. What the energy is scaled by or added to, and what x is made of, come after.
   */
  public static Expression clip(Expression x, UnaryOperator<Expression> energy, double maxNorm) {
    Expression point = Expression.node(Operator.POINT, Attribute.NONE, List.of(x));
    return Expression.node(
        Operator.CLIP, new Attribute.Literal(maxNorm), List.of(energy.apply(point), point));
  }

  /**
   * g min(1, maxNorm / ‖g‖₂): g to the last bit where it is short enough, all NaN where an entry is
   * NaN or infinite. The entries are scaled to 1 before they are squared, so that no norm
   * overflows.
   */
  static Expression shortened(Expression g, double maxNorm) {
    Expression scale = g.abs().largest().max(constant(maxNorm));
    Expression scaled = g.dividedBy(scale);
    Expression norm = scaled.norm();
    Expression shortEnough = norm.times(scale).lessThan(constant(Math.nextUp(maxNorm)));
    return shortEnough.select(g, scaled.times(constant(maxNorm).dividedOrZero(norm)));
  }
}
