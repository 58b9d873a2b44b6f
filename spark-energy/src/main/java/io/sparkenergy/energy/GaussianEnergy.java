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
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.numerics.Moments;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ½ (x-μ)ᵀ Σ⁻¹ (x-μ), half the squared Mahalanobis distance from the mean: the energy of a normal
 * distribution without its normaliser. The score is -Σ⁻¹(x-μ).
 */
public final class GaussianEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  /** What {@link #fromSamples} adds to the diagonal unless told otherwise. */
  public static final double DEFAULT_REGULARIZATION = 1e-4;

  private final QuadraticForm form;

  private GaussianEnergy(QuadraticForm form) {
    this.form = form;
  }

  /**
   * With a mean and a covariance.
   *
   * @param mean μ, d numbers
   * @param covariance Σ, d rows of d numbers
   * @throws EnergyException if Σ does not match μ, is not symmetric (Σᵢⱼ and Σⱼᵢ may differ by
   *     1e-12 √(Σᵢᵢ Σⱼⱼ)), is not positive definite, or a number is NaN or infinite
   */
  public static GaussianEnergy of(double[] mean, double[][] covariance) {
    return new GaussianEnergy(QuadraticForm.of(mean, covariance));
  }

  /** The standard normal in d dimensions: ½ Σ xᵢ². */
  public static GaussianEnergy standard(int dimension) {
    if (dimension < 1) {
      throw EnergyException.invalidParameter("dimension", dimension, "1 or more");
    }
    double[][] identity = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      identity[i][i] = 1;
    }
    return of(new double[dimension], identity);
  }

  /** As {@link #fromSamples(INDArray, double)} with {@link #DEFAULT_REGULARIZATION}. */
  public static GaussianEnergy fromSamples(INDArray samples) {
    return fromSamples(samples, DEFAULT_REGULARIZATION);
  }

  /**
   * Fitted to the rows of an array of shape (n, d): their mean, and their covariance (over n - 1)
   * with {@code regularization} added to the diagonal.
   *
   * @throws EnergyException if n &lt; 2, or a sample holds NaN or infinity
   */
  public static GaussianEnergy fromSamples(INDArray samples, double regularization) {
    return fromSamples(new ArraySamples(samples), regularization);
  }

  /** As {@link #fromSamples(Samples, double)} with {@link #DEFAULT_REGULARIZATION}. */
  public static GaussianEnergy fromSamples(Samples samples) {
    return fromSamples(samples, DEFAULT_REGULARIZATION);
  }

  /**
   * Fitted to samples wherever they live; those of a DataFrame are read once, by all executors, and
   * their moments merged: {@code GaussianEnergy.fromSamples(SparkEnergy.samples(df, "features"))}.
   *
   * @param regularization what is added to the diagonal of the covariance, 0 or more
   * @throws EnergyException if there are fewer than two samples, one holds NaN or infinity, or the
   *     regularised covariance is not positive definite
   */
  public static GaussianEnergy fromSamples(Samples samples, double regularization) {
    if (!(regularization >= 0) || Double.isInfinite(regularization)) {
      throw EnergyException.invalidParameter(
          "regularization", regularization, "a finite number >= 0");
    }
    Moments moments = samples.moments();
    if (moments.count() < 2) {
      throw refused(samples, "n = " + moments.count(), "n >= 2");
    }
    double[] mean = moments.mean();
    double[][] covariance = moments.covariance();
    for (int i = 0; i < mean.length; i++) {
      if (!Double.isFinite(mean[i]) || !Double.isFinite(covariance[i][i])) {
        throw refused(samples, "NaN or infinity in feature " + i, "finite numbers");
      }
      covariance[i][i] += regularization;
    }
    return of(mean, covariance);
  }

  static GaussianEnergy fromJson(FieldReader fields) {
    double[] mean = fields.numbers("mean");
    double[][] covariance = fields.matrix("cov");
    return fields.build(() -> of(mean, covariance));
  }

  /** A copy of μ. */
  public double[] mean() {
    return form.mean();
  }

  /** A copy of Σ. */
  public double[][] covariance() {
    return form.covariance();
  }

  @Override
  public String type() {
    return "gaussian";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(form.dimension());
  }

  @Override
  public String formula() {
    return "0.5 * (x - mean)' inv(cov) (x - mean)";
  }

  @Override
  protected Expression define(Expression x) {
    return form.at(x);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.numbers("mean", form.mean()).matrix("cov", form.covariance());
  }

  private static EnergyException refused(Samples samples, String found, String expected) {
    return EnergyException.of(
        ErrorCondition.SAMPLE_REFUSED,
        "source",
        samples.description(),
        "found",
        found,
        "expected",
        expected);
  }
}
