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

import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.util.OptionalInt;

/**
 * base(T(x)) - Σ log dTᵢ/dxᵢ inside of a box, with T the bijection from the box to all of space:
 * the energy of data in bounds whose image y = T(x) has the energy base(y), for a model that was
 * trained without bounds. Column by column, T is logit((x-l)/(u-l)) between two bounds, log(x-l)
 * above one, -log(u-x) below one, and x without any.
 *
 * <p>On the sides of the box and outside of it the density is 0: the energy is +∞ there and the
 * score is 0. A row that holds NaN has the energy NaN.
 *
 * @see UnboundedEnergy the other way
 */
public final class BoundedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final Bounds bounds;

  private BoundedEnergy(EnergyFunction base, Bounds bounds) {
    this.base = base;
    this.bounds = bounds;
    Require.takes("base", base, bounds.dimension(), "lower");
  }

  /**
   * With these parameters.
   *
   * @param base the energy over all of space
   * @param lower the lower bound of each column, -∞ for none
   * @param upper the upper bound of each column, +∞ for none
   * @throws io.sparkenergy.error.EnergyException if the lengths differ or are not the base's, or a
   *     bound is NaN or not below its upper one
   */
  public static BoundedEnergy of(EnergyFunction base, double[] lower, double[] upper) {
    return new BoundedEnergy(base, Bounds.of(lower, upper));
  }

  static BoundedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    Bounds bounds = Bounds.fromJson(fields);
    return fields.build(() -> new BoundedEnergy(base, bounds));
  }

  @Override
  public String type() {
    return "bounded";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(bounds.dimension());
  }

  @Override
  public String formula() {
    return "base(T(x)) - sum(log(dT[i]/dx[i])), T from " + bounds + " to all x; infinite outside";
  }

  @Override
  protected Expression define(Expression x) {
    Bounds.Mapped y = bounds.toSpace(x);
    Expression inside = base.expression(y.vector()).minus(y.logJacobian()).asTerm();
    // 1, 0, or NaN, which is taken for inside so that it is seen.
    Expression isInside = bounds.margin(x).step();
    return isInside.select(inside, isInside.log().negate());
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("base", Energies.write(base));
    bounds.writeFields(fields);
  }
}
