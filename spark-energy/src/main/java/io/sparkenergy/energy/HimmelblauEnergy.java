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
 * (x₁² + x₂ - 11)² + (x₁ + x₂² - 7)², four wells of depth 0; d = 2 (D. M. Himmelblau, Applied
 * Nonlinear Programming, 1972).
 */
public final class HimmelblauEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private HimmelblauEnergy() {}

  /** With the defaults of the literature. */
  public static HimmelblauEnergy standard() {
    return new HimmelblauEnergy();
  }

  static HimmelblauEnergy fromJson(FieldReader fields) {
    return fields.build(HimmelblauEnergy::standard);
  }

  @Override
  public String type() {
    return "himmelblau";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(2);
  }

  @Override
  public String formula() {
    return "(x[1]^2 + x[2] - 11)^2 + (x[1] + x[2]^2 - 7)^2";
  }

  @Override
  protected Expression define(Expression x) {
    Expression first = x.get(0);
    Expression second = x.get(1);
    Expression left = first.square().plus(second).minus(11);
    Expression right = first.plus(second.square()).minus(7);
    return left.square().plus(right.square());
  }

  @Override
  protected void writeFields(FieldWriter fields) {}
}
