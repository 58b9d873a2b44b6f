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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.commons.math3.special.Beta;

/**
 * -log p(x) of a known density, constants included. The first four families are products over the
 * entries, each with its own location and scale.
 */
public final class DensityEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  /** The densities. */
  public enum Family {
    DIAG_NORMAL,
    STUDENT_T,
    LOGISTIC,
    LAPLACE,
    MVN;

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Family family;
  private final double[] loc;
  private final double[] scale;
  private final double df;
  private final QuadraticForm form;

  private DensityEnergy(
      Family family, double[] loc, double[] scale, double df, QuadraticForm form) {
    this.family = family;
    this.loc = loc;
    this.scale = scale;
    this.df = df;
    this.form = form;
  }

  private static DensityEnergy product(Family family, double[] loc, double[] scale, double df) {
    Require.length("scale", scale.length, loc.length, "loc");
    return new DensityEnergy(
        family, Require.finite("loc", loc), Require.positive("scale", scale), df, null);
  }

  /**
   * Independent normals.
   *
   * @param loc the means
   * @param scale the standard deviations
   * @throws EnergyException if the lengths differ, or a scale is not a finite number > 0
   */
  public static DensityEnergy diagonalNormal(double[] loc, double[] scale) {
    return product(Family.DIAG_NORMAL, loc, scale, 1);
  }

  /**
   * Independent Student t.
   *
   * @param df the degrees of freedom, the same for every entry
   * @throws EnergyException if df is not a finite number > 0, and as {@link #diagonalNormal}
   */
  public static DensityEnergy studentT(double[] loc, double[] scale, double df) {
    return product(Family.STUDENT_T, loc, scale, Require.positive("df", df));
  }

  /** Independent logistic densities; refuses as {@link #diagonalNormal}. */
  public static DensityEnergy logistic(double[] loc, double[] scale) {
    return product(Family.LOGISTIC, loc, scale, 1);
  }

  /** Independent Laplace densities; refuses as {@link #diagonalNormal}. */
  public static DensityEnergy laplace(double[] loc, double[] scale) {
    return product(Family.LAPLACE, loc, scale, 1);
  }

  /** The multivariate normal; refuses as {@link GaussianEnergy#of}. */
  public static DensityEnergy multivariateNormal(double[] mean, double[][] covariance) {
    return new DensityEnergy(
        Family.MVN, new double[0], new double[0], 1, QuadraticForm.of(mean, covariance));
  }

  static DensityEnergy fromJson(FieldReader fields) {
    String symbol = fields.text("family");
    Family family =
        Arrays.stream(Family.values())
            .filter(candidate -> candidate.symbol().equals(symbol))
            .findFirst()
            .orElseThrow(
                () ->
                    EnergyException.invalidParameter(
                        fields.path("family"),
                        symbol,
                        "diag_normal, student_t, logistic, laplace or mvn"));
    if (family == Family.MVN) {
      double[] mean = fields.numbers("mean");
      double[][] covariance = fields.matrix("cov");
      return fields.build(() -> multivariateNormal(mean, covariance));
    }
    double[] loc = fields.numbers("loc");
    double[] scale = fields.numbers("scale");
    if (family == Family.STUDENT_T) {
      double df = fields.number("df");
      return fields.build(() -> studentT(loc, scale, df));
    }
    return fields.build(() -> product(family, loc, scale, 1));
  }

  @Override
  public String type() {
    return "density";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(family == Family.MVN ? form.dimension() : loc.length);
  }

  @Override
  public String formula() {
    return "-log p(x), p = " + family.symbol();
  }

  @Override
  protected Expression define(Expression x) {
    if (family == Family.MVN) {
      double constant = 0.5 * (form.logDeterminant() + form.dimension() * LOG_TWO_PI);
      return form.at(x).plus(constant);
    }
    Expression z = x.minus(Expression.parameter(loc)).dividedBy(Expression.parameter(scale));
    double logScales = Arrays.stream(scale).map(Math::log).sum();
    return switch (family) {
      case DIAG_NORMAL -> z.dot(z).times(0.5).plus(logScales + 0.5 * loc.length * LOG_TWO_PI);
      case STUDENT_T ->
          z.square()
              .dividedBy(df)
              .log1p()
              .sum()
              .times(0.5 * (df + 1))
              .plus(logScales + loc.length * studentNormaliser());
      case LOGISTIC -> z.softplus().plus(z.negate().softplus()).sum().plus(logScales);
      case LAPLACE -> z.abs().sum().plus(logScales + loc.length * Math.log(2));
      case MVN -> throw new IllegalStateException("handled above");
    };
  }

  /**
   * log Γ(ν/2) - log Γ((ν+1)/2) + ½ log νπ, through the beta function: no digits lost for large ν.
   */
  private double studentNormaliser() {
    return Beta.logBeta(0.5 * df, 0.5) + 0.5 * Math.log(df);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.text("family", family.symbol());
    if (family == Family.MVN) {
      fields.numbers("mean", form.mean()).matrix("cov", form.covariance());
      return;
    }
    fields.numbers("loc", loc).numbers("scale", scale);
    if (family == Family.STUDENT_T) {
      fields.number("df", df);
    }
  }
}
