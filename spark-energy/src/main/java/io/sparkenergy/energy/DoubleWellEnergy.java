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

/** a Σᵢ (xᵢ² - b)²: two wells at ±√b along every axis, a barrier of a b² between them. */
public final class DoubleWellEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double a;
  private final double b;

  private DoubleWellEnergy(double a, double b) {
    this.a = Require.finite("a", a);
    this.b = Require.finite("b", b);
  }

  /**
   * With these parameters.
   *
   * @param a the height
   * @param b the square of the wells' distance from 0
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number
   */
  public static DoubleWellEnergy of(double a, double b) {
    return new DoubleWellEnergy(a, b);
  }

  /** With the defaults of the literature: a = 1, b = 2. */
  public static DoubleWellEnergy standard() {
    return new DoubleWellEnergy(1, 2);
  }

  static DoubleWellEnergy fromJson(FieldReader fields) {
    double a = fields.number("a", 1);
    double b = fields.number("b", 2);
    return fields.build(() -> of(a, b));
  }

  @Override
  public String type() {
    return "double_well";
  }

  @Override
  public String formula() {
    return "a * sum((x^2 - b)^2)";
  }

  @Override
  protected Expression define(Expression x) {
    return x.square().minus(b).square().sum().times(a);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("a", a).number("b", b);
  }
}
