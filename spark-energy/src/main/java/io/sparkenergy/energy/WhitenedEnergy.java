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
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.numerics.Cholesky;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * base(L⁻¹(x-μ)) + ½ log det Σ with Σ = L Lᵀ, L lower triangular: as {@link StandardizedEnergy},
 * for a model that was trained on rows whose columns were made uncorrelated too.
 */
public final class WhitenedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final double[] mean;
  private final double[][] covariance;
  private final Matrix whitening;
  private final double halfLogDeterminant;
  private final boolean logDeterminant;

  private WhitenedEnergy(
      EnergyFunction base, double[] mean, double[][] covariance, boolean logDeterminant) {
    this.base = base;
    this.mean = Require.finite("mean", mean);
    this.covariance = QuadraticForm.checked(covariance, mean.length);
    Cholesky cholesky = QuadraticForm.factorised(this.covariance);
    this.whitening = Matrix.of(cholesky.inverseFactor());
    this.halfLogDeterminant = cholesky.logDeterminant() / 2;
    this.logDeterminant = logDeterminant;
    Require.takes("base", base, mean.length, "mean");
  }

  /**
   * With the logarithm of the determinant.
   *
   * @param base the energy of whitened rows
   * @param mean μ, d numbers
   * @param covariance Σ, d rows of d numbers
   * @throws io.sparkenergy.error.EnergyException as {@link GaussianEnergy#of} does, or if the
   *     base's d is another
   */
  public static WhitenedEnergy of(EnergyFunction base, double[] mean, double[][] covariance) {
    return new WhitenedEnergy(base, mean, covariance, true);
  }

  /** The same without the logarithm of the determinant. */
  public WhitenedEnergy withoutLogDeterminant() {
    return new WhitenedEnergy(base, mean, covariance, false);
  }

  static WhitenedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    double[] mean = fields.numbers("mean");
    double[][] covariance = fields.matrix("cov");
    boolean logDeterminant = fields.flag("log_determinant", true);
    return fields.build(() -> new WhitenedEnergy(base, mean, covariance, logDeterminant));
  }

  @Override
  public String type() {
    return "whitened";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(mean.length);
  }

  @Override
  public String formula() {
    return "base(inv(L) (x - mean))"
        + (logDeterminant ? " + 0.5 * log(det(cov))" : "")
        + ", cov = L L'";
  }

  @Override
  protected Expression define(Expression x) {
    Expression z = x.minus(Expression.parameter(mean)).linear(whitening);
    return base.expression(z).plus(logDeterminant ? halfLogDeterminant : 0);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields
        .object("base", Energies.write(base))
        .numbers("mean", mean)
        .matrix("cov", Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new))
        .flag("log_determinant", logDeterminant);
  }
}
