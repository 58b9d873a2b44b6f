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
 * Σᵢ₌₁..d₋₁ (a - xᵢ)² + b (xᵢ₊₁ - xᵢ²)², a narrow curved valley with its floor at (a, a², a⁴, …); d
 * ≥ 2 (H. H. Rosenbrock, The Computer Journal 3, 1960).
 */
public final class RosenbrockEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double a;
  private final double b;

  private RosenbrockEnergy(double a, double b) {
    this.a = Require.finite("a", a);
    this.b = Require.finite("b", b);
  }

  /**
   * With these parameters.
   *
   * @param a where the valley has its lowest point
   * @param b how steep its walls are
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number
   */
  public static RosenbrockEnergy of(double a, double b) {
    return new RosenbrockEnergy(a, b);
  }

  /** With the defaults of the literature: a = 1, b = 100. */
  public static RosenbrockEnergy standard() {
    return new RosenbrockEnergy(1, 100);
  }

  static RosenbrockEnergy fromJson(FieldReader fields) {
    double a = fields.number("a", 1);
    double b = fields.number("b", 100);
    return fields.build(() -> of(a, b));
  }

  @Override
  public String type() {
    return "rosenbrock";
  }

  @Override
  public String formula() {
    return "sum((a - x[i])^2 + b * (x[i+1] - x[i]^2)^2)";
  }

  @Override
  protected Expression define(Expression x) {
    Expression head = x.dropLast(1);
    Expression across = x.dropFirst(1).minus(head.square());
    return Expression.constant(a).minus(head).square().sum().plus(across.square().sum().times(b));
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("a", a).number("b", b);
  }
}
