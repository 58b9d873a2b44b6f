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
package io.sparkenergy.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;

/**
 * What all estimators of energies can be told, beside how their models shall evaluate.
 *
 * @param <S> the stage itself, which setters give
 */
public interface FitParams<S> extends EvaluationParams<S> {
  /** The numeric column of weights, each finite and 0 or more; empty for none, the default. */
  default Param<String> weightCol() {
    return new Param<>(this, "weightCol", "the column of weights; empty where all are 1");
  }

  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  default S setWeightCol(String value) {
    return with(weightCol(), value);
  }

  /** What the covariance may be; {@link CovarianceType} has the names. Default: full. */
  Param<String> covarianceType();

  default String getCovarianceType() {
    return getOrDefault(covarianceType());
  }

  default S setCovarianceType(String value) {
    return with(covarianceType(), value);
  }

  /** What is added to every variance, in the features' own units squared. Default: 0. */
  default DoubleParam regularization() {
    return new DoubleParam(
        this,
        "regularization",
        "what is added to every variance",
        Check.notNegative("regularization"));
  }

  default double getRegularization() {
    return (double) getOrDefault(regularization());
  }

  default S setRegularization(double value) {
    return with(regularization(), value);
  }

  /**
   * The share of the rows fitted to that are outliers: sets the model's threshold so that at most
   * this share of them, weights aside, lies above it. Not set by default; excludes threshold.
   */
  default DoubleParam contamination() {
    return new DoubleParam(
        this,
        "contamination",
        "the share of the rows that are outliers, which sets the model's threshold",
        Check.between0And1("contamination"));
  }

  default double getContamination() {
    return (double) getOrDefault(contamination());
  }

  default S setContamination(double value) {
    return with(contamination(), value);
  }

  /**
   * By how much the share above the threshold may differ from contamination. 0, the default, finds
   * the exact threshold by sorting the energies; above 0 it is {@code approxQuantile}, one pass.
   */
  default DoubleParam contaminationError() {
    return new DoubleParam(
        this,
        "contaminationError",
        "by how much the share above the threshold may differ from contamination",
        Check.notNegative("contaminationError"));
  }

  default double getContaminationError() {
    return (double) getOrDefault(contaminationError());
  }

  default S setContaminationError(double value) {
    return with(contaminationError(), value);
  }

  /** Sets a parameter and gives the stage. */
  @SuppressWarnings("unchecked")
  private <T> S with(Param<T> param, T value) {
    set(param, value);
    return (S) this;
  }

  /** Defaults of columns and of these. */
  static void setDefaults(FitParams<?> stage) {
    EvaluationParams.setDefaults(stage);
    stage.setDefault(stage.weightCol(), "");
    stage.setDefault(stage.covarianceType(), CovarianceType.FULL.symbol());
    stage.setDefault(stage.regularization(), 0.0);
    stage.setDefault(stage.contaminationError(), 0.0);
  }
}
