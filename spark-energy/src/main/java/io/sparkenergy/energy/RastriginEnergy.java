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

/**
 * a d + Σ (xᵢ² - a cos 2πxᵢ), a bowl under a regular grid of wells, lowest at 0 (L. A. Rastrigin,
 * Systems of Extremal Control, 1974).
 */
public final class RastriginEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double a;

  private RastriginEnergy(double a) {
    this.a = Require.finite("a", a);
  }

  /**
   * With these parameters.
   *
   * @param a the depth of the wells
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number
   */
  public static RastriginEnergy of(double a) {
    return new RastriginEnergy(a);
  }

  /** With the defaults of the literature: a = 10. */
  public static RastriginEnergy standard() {
    return new RastriginEnergy(10);
  }

  static RastriginEnergy fromJson(FieldReader fields) {
    double a = fields.number("a", 10);
    return fields.build(() -> of(a));
  }

  @Override
  public String type() {
    return "rastrigin";
  }

  @Override
  public String formula() {
    return "a * d + sum(x^2 - a * cos(2 * pi * x))";
  }

  @Override
  protected Expression define(Expression x) {
    Expression wells = Expression.constant(1).minus(x.times(2 * Math.PI).cos()).sum().times(a);
    return x.dot(x).plus(wells);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("a", a);
  }
}
