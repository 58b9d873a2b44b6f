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

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.model.EnergyModels;
import io.sparkenergy.sql.Evaluation;
import io.sparkenergy.sql.SampleBlocks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * How well an energy fits rows that it has not seen, for CrossValidator and TrainValidationSplit.
 * Both metrics are means over the rows, by weight, and the smaller the better.
 *
 * <ul>
 *   <li>{@code meanEnergy}: the mean of E(x). Of a normalised energy, as estimators give it, that
 *       is the negative log-likelihood of a row. Of one that is not normalised it says nothing.
 *   <li>{@code fisherDivergence}: the mean of ½ ‖∇E(x)‖² - ΔE(x), which is half the Fisher
 *       divergence ½ 𝔼‖∇ log p + ∇E‖² from the density p of the rows, less a constant of p
 *       (Hyvärinen, JMLR 6, 2005), and needs no normaliser. Never below by luck of scale: it may
 *       well be negative. It asks for a twice differentiable energy; that of a relu network has no
 *       Laplacian to speak of. One Hessian-vector product a feature and row.
 * </ul>
 *
 * <p>The energy is the one that computed {@code energyCol}, which the column's metadata names.
 */
public final class EnergyEvaluator extends Evaluator implements MLWritable {
  private static final long serialVersionUID = 1L;

  private static final String MEAN_ENERGY = "meanEnergy";
  private static final String FISHER_DIVERGENCE = "fisherDivergence";

  private final String uid;

  public EnergyEvaluator() {
    this(Identifiable$.MODULE$.randomUID("energyEvaluator"));
  }

  /** Under an id. */
  public EnergyEvaluator(String uid) {
    this.uid = uid;
    setDefault(metricName(), MEAN_ENERGY);
    setDefault(energyCol(), "energy");
    setDefault(featuresCol(), "features");
    setDefault(weightCol(), "");
  }

  /** What was saved. */
  public static MLReader<EnergyEvaluator> read() {
    return new StageReader<>(EnergyEvaluator.class, (uid, none) -> new EnergyEvaluator(uid));
  }

  /** What was saved at a path. */
  public static EnergyEvaluator load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** meanEnergy, the default, or fisherDivergence. */
  public Param<String> metricName() {
    return new Param<>(
        this,
        "metricName",
        "meanEnergy or fisherDivergence",
        Check.oneOf("metricName", MEAN_ENERGY, FISHER_DIVERGENCE));
  }

  public String getMetricName() {
    return getOrDefault(metricName());
  }

  public EnergyEvaluator setMetricName(String value) {
    set(metricName(), value);
    return this;
  }

  /** The column of energies. Default: energy. */
  public Param<String> energyCol() {
    return new Param<>(this, "energyCol", "the column of energies", Check.text("energyCol"));
  }

  public String getEnergyCol() {
    return getOrDefault(energyCol());
  }

  public EnergyEvaluator setEnergyCol(String value) {
    set(energyCol(), value);
    return this;
  }

  /** The column of features, for fisherDivergence. Default: features. */
  public Param<String> featuresCol() {
    return new Param<>(
        this,
        "featuresCol",
        "the column of features, for fisherDivergence",
        Check.text("featuresCol"));
  }

  public String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  public EnergyEvaluator setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /** The numeric column of weights; empty for none, the default. */
  public Param<String> weightCol() {
    return new Param<>(this, "weightCol", "the column of weights; empty where all are 1");
  }

  public String getWeightCol() {
    return getOrDefault(weightCol());
  }

  public EnergyEvaluator setWeightCol(String value) {
    set(weightCol(), value);
    return this;
  }

  /** False: of both metrics the smaller is the better. */
  @Override
  public boolean isLargerBetter() {
    return false;
  }

  /**
   * The metric over scored rows.
   *
   * @throws EnergyException if a column is not there, there are no rows, an energy is null or NaN,
   *     a weight is none; or, for fisherDivergence, if it is not known which energy computed the
   *     column
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    Dataset<Row> df = dataset.toDF();
    requireEnergies(df.schema());
    Optional<String> weight = Optional.of(getWeightCol()).filter(column -> !column.isBlank());
    weight.ifPresent(column -> SampleBlocks.requireWeights(df.schema(), column));
    return getMetricName().equals(MEAN_ENERGY)
        ? meanEnergy(df, weight)
        : FisherDivergence.of(
            energy(df.schema()),
            getFeaturesCol(),
            SampleBlocks.of(df, List.of(getFeaturesCol()), weight));
  }

  private double meanEnergy(Dataset<Row> df, Optional<String> weightCol) {
    Dataset<Row> rows =
        df.select(
            column(getEnergyCol()).cast("double").as("energy"),
            weightCol.map(name -> column(name).cast("double")).orElseGet(() -> lit(1.0)).as("w"));
    Column energy = col("energy");
    Column weight = col("w");
    Column noEnergy = energy.isNull().or(energy.isNaN());
    Column noWeight =
        weight.isNull().or(weight.isNaN()).or(weight.lt(0)).or(weight.equalTo(1 / 0.0));
    Row sums =
        rows.agg(
                count(lit(1)),
                count(when(noEnergy, 1)),
                count(when(noWeight, 1)),
                sum(when(weight.gt(0), energy.multiply(weight)).otherwise(0.0)),
                sum(weight))
            .head();
    requireNone(getEnergyCol(), sums.getLong(1), "null or NaN", "a number in every row");
    requireNone(getWeightCol(), sums.getLong(2), "no weight", "finite numbers >= 0");
    if (sums.getLong(0) == 0 || !(sums.getDouble(4) > 0)) {
      throw SampleBlocks.refused(
          "column " + getEnergyCol(), "no rows of weight above 0", "one or more");
    }
    return sums.getDouble(3) / sums.getDouble(4);
  }

  private static void requireNone(String column, long rows, String found, String expected) {
    if (rows > 0) {
      throw SampleBlocks.refused("column " + column, found + " in " + rows + " rows", expected);
    }
  }

  private void requireEnergies(StructType schema) {
    if (!Arrays.asList(schema.fieldNames()).contains(getEnergyCol())) {
      throw EnergyException.of(
          ErrorCondition.COLUMN_NOT_FOUND,
          "column",
          getEnergyCol(),
          "expected",
          String.join(", ", schema.fieldNames()));
    }
    if (!(schema.apply(getEnergyCol()).dataType() instanceof NumericType)) {
      throw EnergyException.of(
          ErrorCondition.FEATURES_TYPE,
          "column",
          getEnergyCol(),
          "found",
          schema.apply(getEnergyCol()).dataType().simpleString(),
          "expected",
          "a numeric type, as energies");
    }
  }

  private EnergyFunction energy(StructType schema) {
    Metadata metadata = schema.apply(getEnergyCol()).metadata();
    String reference =
        metadata.contains(Evaluation.MODEL_KEY) ? metadata.getString(Evaluation.MODEL_KEY) : "";
    return EnergyModels.registered(reference)
        .orElseThrow(
            () ->
                SampleBlocks.refused(
                    "column " + getEnergyCol(),
                    reference.isEmpty()
                        ? "no word of the energy that computed it"
                        : "the energy " + reference + ", which this application does not know",
                    "a column that a stage, or SparkEnergy.evaluate, computed in this"
                        + " application"));
  }

  private static Column column(String name) {
    return col("`" + name + "`");
  }

  @Override
  public EnergyEvaluator copy(ParamMap extra) {
    return copyValues(new EnergyEvaluator(uid), extra);
  }

  @Override
  public MLWriter write() {
    return StageWriter.of(this, Optional.empty());
  }

  @Override
  public String toString() {
    return "EnergyEvaluator: uid=" + uid + ", metricName=" + getMetricName();
  }
}
