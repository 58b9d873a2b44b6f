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

/** β · base(x): the base at the inverse temperature β. */
public final class TemperedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final double beta;

  private TemperedEnergy(EnergyFunction base, double beta) {
    this.base = base;
    this.beta = Require.finite("beta", beta);
  }

  /**
   * With these parameters.
   *
   * @throws io.sparkenergy.error.EnergyException if beta is NaN or infinite
   */
  public static TemperedEnergy of(EnergyFunction base, double beta) {
    return new TemperedEnergy(base, beta);
  }

  static TemperedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    double beta = fields.number("beta", 1);
    return fields.build(() -> of(base, beta));
  }

  @Override
  public String type() {
    return "tempered";
  }

  @Override
  public OptionalInt dimension() {
    return base.dimension();
  }

  @Override
  public String formula() {
    return "beta * base(x)";
  }

  @Override
  protected Expression define(Expression x) {
    return base.expression(x).times(beta);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("base", Energies.write(base)).number("beta", beta);
  }
}
