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
 * -a exp(-b √(mean xᵢ²)) - exp(mean cos(c xᵢ)) + a + e: a funnel under many ripples, lowest at 0
 * (D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987). At 0, where the norm has
 * no derivative, the score is 0.
 */
public final class AckleyEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double a;
  private final double b;
  private final double c;

  private AckleyEnergy(double a, double b, double c) {
    this.a = Require.finite("a", a);
    this.b = Require.finite("b", b);
    this.c = Require.finite("c", c);
  }

  /**
   * With these parameters.
   *
   * @param a the depth of the funnel
   * @param b how fast it narrows
   * @param c the frequency of the ripples
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number
   */
  public static AckleyEnergy of(double a, double b, double c) {
    return new AckleyEnergy(a, b, c);
  }

  /** With the defaults of the literature: a = 20, b = 0.2, c = 2π. */
  public static AckleyEnergy standard() {
    return new AckleyEnergy(20, 0.2, 2 * Math.PI);
  }

  static AckleyEnergy fromJson(FieldReader fields) {
    double a = fields.number("a", 20);
    double b = fields.number("b", 0.2);
    double c = fields.number("c", 2 * Math.PI);
    return fields.build(() -> of(a, b, c));
  }

  @Override
  public String type() {
    return "ackley";
  }

  @Override
  public String formula() {
    return "a * (1 - exp(-b * sqrt(mean(x^2)))) + e - exp(mean(cos(c * x)))";
  }

  @Override
  protected Expression define(Expression x) {
    Expression rootMeanSquare = x.norm().dividedBy(x.size().sqrt());
    Expression funnel = Expression.constant(1).minus(rootMeanSquare.times(-b).exp()).times(a);
    Expression ripples = Expression.constant(Math.E).minus(x.times(c).cos().mean().exp());
    return funnel.plus(ripples);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("a", a).number("b", b).number("c", c);
  }
}
