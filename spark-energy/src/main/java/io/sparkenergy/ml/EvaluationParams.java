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
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Where a stage reads features, where it writes energies, scores and outliers, and how it evaluates
 * them. What is not set is as the session's settings say.
 *
 * @param <S> the stage itself, which setters give
 */
public interface EvaluationParams<S> extends Params {
  /** The column of features: array of double or float, or ML vectors. Default: features. */
  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", "the column of features", Check.text("featuresCol"));
  }

  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  default S setFeaturesCol(String value) {
    return with(featuresCol(), value);
  }

  /** The column that is to hold E(x), double. Default: energy. */
  default Param<String> energyCol() {
    return new Param<>(
        this, "energyCol", "the column that is to hold energies", Check.text("energyCol"));
  }

  default String getEnergyCol() {
    return getOrDefault(energyCol());
  }

  default S setEnergyCol(String value) {
    return with(energyCol(), value);
  }

  /** The column that is to hold the score -∇E(x), array of double; empty for none, the default. */
  default Param<String> scoreCol() {
    return new Param<>(this, "scoreCol", "the column that is to hold scores; empty for none");
  }

  default String getScoreCol() {
    return getOrDefault(scoreCol());
  }

  default S setScoreCol(String value) {
    return with(scoreCol(), value);
  }

  /** The energy above which a row is an outlier; not set by default, and then none is marked. */
  default DoubleParam threshold() {
    return new DoubleParam(
        this,
        "threshold",
        "the energy above which a row is an outlier; without it, none is marked",
        Check.number("threshold"));
  }

  default double getThreshold() {
    return (double) getOrDefault(threshold());
  }

  default S setThreshold(double value) {
    return with(threshold(), value);
  }

  /**
   * The column that is to say, where there is a threshold, whether E(x) is above it: true for NaN,
   * null for rows without features. Default: outlier.
   */
  default Param<String> outlierCol() {
    return new Param<>(
        this,
        "outlierCol",
        "the column that is to say, where there is a threshold, whether a row is an outlier",
        Check.text("outlierCol"));
  }

  default String getOutlierCol() {
    return getOrDefault(outlierCol());
  }

  default S setOutlierCol(String value) {
    return with(outlierCol(), value);
  }

  /** The most rows of a batch. Default: spark.energy.batch.rows of the session. */
  default IntParam batchRows() {
    return new IntParam(
        this, "batchRows", "the most rows of a batch", Check.atLeastOne("batchRows"));
  }

  default int getBatchRows() {
    return (int) getOrDefault(batchRows());
  }

  default S setBatchRows(int value) {
    return with(batchRows(), value);
  }

  /** double or float. Default: spark.energy.precision of the session. */
  default Param<String> precision() {
    return new Param<>(
        this,
        "precision",
        "the numbers that batches are computed in: double or float",
        Check.oneOf("precision", "double", "float"));
  }

  default String getPrecision() {
    return getOrDefault(precision());
  }

  default S setPrecision(String value) {
    return with(precision(), value);
  }

  /** auto, cpu or cuda. Default: spark.energy.device of the session. */
  default Param<String> device() {
    return new Param<>(
        this,
        "device",
        "where energies are evaluated: auto, cpu or cuda",
        Check.oneOf("device", "auto", "cpu", "cuda"));
  }

  default String getDevice() {
    return getOrDefault(device());
  }

  default S setDevice(String value) {
    return with(device(), value);
  }

  /** Sets a parameter and gives the stage. */
  @SuppressWarnings("unchecked")
  private <T> S with(Param<T> param, T value) {
    set(param, value);
    return (S) this;
  }

  /** The names of columns that are used where none is set. */
  static void setDefaults(EvaluationParams<?> stage) {
    stage.setDefault(stage.featuresCol(), "features");
    stage.setDefault(stage.energyCol(), "energy");
    stage.setDefault(stage.scoreCol(), "");
    stage.setDefault(stage.outlierCol(), "outlier");
  }
}
