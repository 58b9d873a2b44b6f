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
 * base(x(y)) - Σ log dxᵢ/dyᵢ over all of space, with x(y) the bijection from there to the inside of
 * a box: an energy of data in bounds, for a sampler that knows no bounds and whose samples y are
 * mapped to x(y) in the end. Column by column, x(y) is l + (u-l) / (1 + e^-y) between two bounds, l
 * + e^y above one, u - e^-y below one, and y without any.
 *
 * <p>Far out x(y) is rounded to the bound, between two from |y| of 36 on. The base is evaluated
 * there, and its value on its bounds then counts.
 *
 * @see BoundedEnergy the other way
 */
public final class UnboundedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final Bounds bounds;

  private UnboundedEnergy(EnergyFunction base, Bounds bounds) {
    this.base = base;
    this.bounds = bounds;
    Require.takes("base", base, bounds.dimension(), "lower");
  }

  /**
   * With these parameters.
   *
   * @param base the energy inside of the box
   * @param lower the lower bound of each column, -∞ for none
   * @param upper the upper bound of each column, +∞ for none
   * @throws io.sparkenergy.error.EnergyException if the lengths differ or are not the base's, or a
   *     bound is NaN or not below its upper one
   */
  public static UnboundedEnergy of(EnergyFunction base, double[] lower, double[] upper) {
    return new UnboundedEnergy(base, Bounds.of(lower, upper));
  }

  static UnboundedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    Bounds bounds = Bounds.fromJson(fields);
    return fields.build(() -> new UnboundedEnergy(base, bounds));
  }

  @Override
  public String type() {
    return "unbounded";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(bounds.dimension());
  }

  @Override
  public String formula() {
    return "base(x(y)) - sum(log(dx[i]/dy[i])), x(y) from all y to " + bounds;
  }

  @Override
  protected Expression define(Expression y) {
    Bounds.Mapped x = bounds.toBox(y);
    return base.expression(x.vector()).minus(x.logJacobian());
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("base", Energies.write(base));
    bounds.writeFields(fields);
  }
}
