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
 * x₁² / (2σ²) + ½ Σᵢ₌₂..d (xᵢ² exp(-x₁) + x₁): Neal's funnel without its constants; d ≥ 2 (R. M.
 * Neal, Slice Sampling, The Annals of Statistics 31(3), 2003).
 */
public final class FunnelEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double sigma;

  private FunnelEnergy(double sigma) {
    this.sigma = Require.positive("sigma", sigma);
  }

  /**
   * With these parameters.
   *
   * @param sigma the standard deviation of x₁
   * @throws io.sparkenergy.error.EnergyException if a parameter is not a finite number > 0
   */
  public static FunnelEnergy of(double sigma) {
    return new FunnelEnergy(sigma);
  }

  /** With the defaults of the literature: sigma = 3. */
  public static FunnelEnergy standard() {
    return new FunnelEnergy(3);
  }

  static FunnelEnergy fromJson(FieldReader fields) {
    double sigma = fields.number("sigma", 3);
    return fields.build(() -> of(sigma));
  }

  @Override
  public String type() {
    return "funnel";
  }

  @Override
  public String formula() {
    return "x[1]^2 / (2 * sigma^2) + 0.5 * sum(x[i]^2 * exp(-x[1]) + x[1], i >= 2)";
  }

  @Override
  protected Expression define(Expression x) {
    Expression neck = x.get(0);
    Expression rest = x.dropFirst(1);
    Expression spread = rest.dot(rest).times(neck.negate().exp()).plus(rest.size().times(neck));
    return neck.dividedBy(sigma).square().times(0.5).plus(spread.times(0.5));
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.number("sigma", sigma);
  }
}
