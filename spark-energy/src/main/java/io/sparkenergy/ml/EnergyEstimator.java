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

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.sql.SampleBlocks;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Fits a density to the rows of a DataFrame; its model is the energy -log p(x). */
public abstract class EnergyEstimator<S extends EnergyEstimator<S, M>, M extends FittedEnergy<M>>
    extends Estimator<M> implements FitParams<S>, MLWritable {
  private static final long serialVersionUID = 1L;

  /** Any number of features will do before they are seen. */
  private static final EnergyFunction ANY = HarmonicEnergy.standard();

  private final String uid;

  EnergyEstimator(String uid) {
    this.uid = uid;
    FitParams.setDefaults(this);
  }

  @Override
  public final String uid() {
    return uid;
  }

  /**
   * Fits the density, and finds the threshold of {@code contamination} if it is set.
   *
   * @throws EnergyException as {@link #transformSchema}; if a row has no features, holds NaN,
   *     infinity or a null, differs in length from another or has a weight that is none; or if the
   *     rows are too few, or a covariance is singular
   */
  @Override
  public final M fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> df = dataset.toDF();
    try (JobDescription description = new JobDescription(df.sparkSession(), this)) {
      description.set("samples of column " + getFeaturesCol());
      SampleBlocks samples =
          SampleBlocks.of(
              df,
              List.of(getFeaturesCol()),
              Optional.of(getWeightCol()).filter(column -> !column.isBlank()));
      M model = copyValues(fitted(samples, description), ParamMap.empty()).setParent(this);
      if (isDefined(contamination())) {
        description.set("threshold of contamination " + getContamination());
        model.setThreshold(
            OutlierThreshold.of(model, df, getContamination(), getContaminationError()));
      }
      return model;
    }
  }

  /** The model, with nothing set. */
  abstract M fitted(SampleBlocks samples, JobDescription description);

  /** The covariance that is asked for. */
  final CovarianceType covariance() {
    return CovarianceType.of(getCovarianceType());
  }

  /**
   * The schema that the model gives.
   *
   * @throws EnergyException if a column of features or weights is not there or holds none, a column
   *     that is to be written is there, or threshold and contamination are both set
   */
  @Override
  public final StructType transformSchema(StructType schema) {
    if (isDefined(threshold()) && isDefined(contamination())) {
      throw EnergyException.invalidParameter(
          "contamination", getContamination(), "no contamination where a threshold is set");
    }
    if (!getWeightCol().isBlank()) {
      SampleBlocks.requireWeights(schema, getWeightCol());
    }
    return Scoring.schema(this, ANY, schema, isDefined(threshold()) || isDefined(contamination()));
  }

  /** The same with nothing set. */
  abstract S bare();

  @Override
  public final S copy(ParamMap extra) {
    return copyValues(bare(), extra);
  }

  @Override
  public final MLWriter write() {
    return StageWriter.of(this, Optional.empty());
  }
}
