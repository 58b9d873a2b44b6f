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
 * base(x / max(‖x‖₂, eps)): an energy of the direction of x alone. The score goes through the
 * projection, -(I - uuᵀ) ∇base(u) / ‖x‖ with u the direction; where ‖x‖ is below eps the divisor is
 * constant.
 */
public final class SphericalEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private static final double DEFAULT_EPS = 1e-12;

  private final EnergyFunction base;
  private final double eps;

  private SphericalEnergy(EnergyFunction base, double eps) {
    this.base = base;
    this.eps = Require.positive("eps", eps);
  }

  /** With eps = 1e-12. */
  public static SphericalEnergy of(EnergyFunction base) {
    return of(base, DEFAULT_EPS);
  }

  /**
   * With these parameters.
   *
   * @param base the energy on the sphere
   * @param eps the norm below which x is not stretched to the sphere
   * @throws io.sparkenergy.error.EnergyException if eps is not a finite number > 0
   */
  public static SphericalEnergy of(EnergyFunction base, double eps) {
    return new SphericalEnergy(base, eps);
  }

  static SphericalEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    double eps = fields.number("eps", DEFAULT_EPS);
    return fields.build(() -> of(base, eps));
  }

  @Override
  public String type() {
    return "spherical";
  }

  @Override
  public OptionalInt dimension() {
    return base.dimension();
  }

  @Override
  public String formula() {
    return "base(x / max(norm(x), eps))";
  }

  @Override
  protected Expression define(Expression x) {
    return base.expression(x.dividedBy(x.norm().max(Expression.constant(eps))));
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("base", Energies.write(base)).number("eps", eps);
  }
}
