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

/** scale Σ sin² xᵢ, periodic with a well at every multiple of π. */
public final class Sin2Energy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double scale;

  private Sin2Energy(double scale) {
    this.scale = Require.finite("scale", scale);
  }

  /**
   * With these parameters.
   *
   * @param scale the height
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number
   */
  public static Sin2Energy of(double scale) {
    return new Sin2Energy(scale);
  }

  /** With the defaults of the literature: scale = 1. */
  public static Sin2Energy standard() {
    return new Sin2Energy(1);
  }

  static Sin2Energy fromJson(FieldReader fields) {
    double scale = fields.number("scale", 1);
    return fields.build(() -> of(scale));
  }

  @Override
  public String type() {
    return "sin2";
  }

  @Override
  public String formula() {
    return "scale * sum(sin(x)^2)";
  }

  @Override
  protected Expression define(Expression x) {
    return x.sin().square().sum().times(scale);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("scale", scale);
  }
}
