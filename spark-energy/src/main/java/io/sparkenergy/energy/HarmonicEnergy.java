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

/** ½ k Σ xᵢ², a spring that pulls to 0. */
public final class HarmonicEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double k;

  private HarmonicEnergy(double k) {
    this.k = Require.finite("k", k);
  }

  /**
   * With these parameters.
   *
   * @param k the stiffness
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number
   */
  public static HarmonicEnergy of(double k) {
    return new HarmonicEnergy(k);
  }

  /** With the defaults of the literature: k = 1. */
  public static HarmonicEnergy standard() {
    return new HarmonicEnergy(1);
  }

  static HarmonicEnergy fromJson(FieldReader fields) {
    double k = fields.number("k", 1);
    return fields.build(() -> of(k));
  }

  @Override
  public String type() {
    return "harmonic";
  }

  @Override
  public String formula() {
    return "0.5 * k * sum(x^2)";
  }

  @Override
  protected Expression define(Expression x) {
    return x.dot(x).times(0.5 * k);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("k", k);
  }
}
