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
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * base((x-μ)/σ) + Σ log σᵢ, column by column: the energy of data x whose standardised form z =
 * (x-μ)/σ has the energy base(z), for a model that was trained on standardised columns. The other
 * way, for a base over x and rows z, is this with the mean -μ/σ and the scale 1/σ.
 *
 * <p>The logarithm of the determinant, Σ log σᵢ, makes e^-E the density of x where e^-base is that
 * of z. It is a constant: without it scores are the same, and energies are the base's own numbers.
 */
public final class StandardizedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final double[] mean;
  private final double[] scale;
  private final boolean logDeterminant;

  private StandardizedEnergy(
      EnergyFunction base, double[] mean, double[] scale, boolean logDeterminant) {
    this.base = base;
    this.mean = Require.finite("mean", mean);
    this.scale = Require.positive("scale", scale);
    this.logDeterminant = logDeterminant;
    Require.length("scale", scale.length, mean.length, "mean");
    Require.takes("base", base, mean.length, "mean");
  }

  /**
   * With the logarithm of the determinant.
   *
   * @param base the energy of standardised rows
   * @param mean μ, a number a column
   * @param scale σ, as many numbers > 0
   * @throws io.sparkenergy.error.EnergyException if the lengths differ or are not the base's, a
   *     scale is not > 0, or a number is NaN or infinite
   */
  public static StandardizedEnergy of(EnergyFunction base, double[] mean, double... scale) {
    return new StandardizedEnergy(base, mean, scale, true);
  }

  /** The same without the logarithm of the determinant. */
  public StandardizedEnergy withoutLogDeterminant() {
    return new StandardizedEnergy(base, mean, scale, false);
  }

  static StandardizedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    double[] mean = fields.numbers("mean");
    double[] scale = fields.numbers("scale");
    boolean logDeterminant = fields.flag("log_determinant", true);
    return fields.build(() -> new StandardizedEnergy(base, mean, scale, logDeterminant));
  }

  @Override
  public String type() {
    return "standardized";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(mean.length);
  }

  @Override
  public String formula() {
    return "base((x - mean) / scale)" + (logDeterminant ? " + sum(log(scale))" : "");
  }

  @Override
  protected Expression define(Expression x) {
    Expression z = x.minus(Expression.parameter(mean)).dividedBy(Expression.parameter(scale));
    double constant = logDeterminant ? Arrays.stream(scale).map(Math::log).sum() : 0;
    return base.expression(z).plus(constant);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields
        .object("base", Energies.write(base))
        .numbers("mean", mean)
        .numbers("scale", scale)
        .flag("log_determinant", logDeterminant);
  }
}
