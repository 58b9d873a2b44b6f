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
 * ½ Σ (xᵢ⁴ - 16 xᵢ² + 5 xᵢ), lowest at xᵢ ≈ -2.9035 (M. A. Styblinski and T.-S. Tang, Neural
 * Networks 3(4), 1990).
 */
public final class StyblinskiTangEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private StyblinskiTangEnergy() {}

  /** With the defaults of the literature. */
  public static StyblinskiTangEnergy standard() {
    return new StyblinskiTangEnergy();
  }

  static StyblinskiTangEnergy fromJson(FieldReader fields) {
    return fields.build(StyblinskiTangEnergy::standard);
  }

  @Override
  public String type() {
    return "styblinski_tang";
  }

  @Override
  public String formula() {
    return "0.5 * sum(x^4 - 16 * x^2 + 5 * x)";
  }

  @Override
  protected Expression define(Expression x) {
    Expression square = x.square();
    return square.square().minus(square.times(16)).plus(x.times(5)).sum().times(0.5);
  }

  @Override
  protected void writeFields(FieldWriter fields) {}
}
