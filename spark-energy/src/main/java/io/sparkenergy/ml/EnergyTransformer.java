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
import io.sparkenergy.error.EnergyException;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Any energy as a stage of a pipeline: E(x) and, if asked for, the score -∇E(x) of every row.
 *
 * <pre>{@code
 * new EnergyTransformer(energy).setFeaturesCol("x").setScoreCol("score").transform(df);
 * }</pre>
 *
 * <p>Columns are computed by the SQL functions, in batches; {@code transformSchema} refuses what it
 * can before a job starts.
 */
public final class EnergyTransformer extends Transformer
    implements EvaluationParams<EnergyTransformer>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Null until it is given: an Optional is not serializable. */
  private EnergyFunction energy;

  /** Of an energy that {@link #setEnergy} is to give. */
  public EnergyTransformer() {
    this(Identifiable$.MODULE$.randomUID("energyTransformer"));
  }

  /** As {@link #EnergyTransformer()}, under an id. */
  public EnergyTransformer(String uid) {
    this(uid, Optional.empty());
  }

  /** Of an energy. */
  public EnergyTransformer(EnergyFunction energy) {
    this(Identifiable$.MODULE$.randomUID("energyTransformer"), Optional.of(energy));
  }

  private EnergyTransformer(String uid, Optional<EnergyFunction> energy) {
    this.uid = uid;
    this.energy = energy.orElse(null);
    EvaluationParams.setDefaults(this);
  }

  /** What was saved. */
  public static MLReader<EnergyTransformer> read() {
    return new StageReader<>(EnergyTransformer.class, EnergyTransformer::new);
  }

  /** What was saved at a path. */
  public static EnergyTransformer load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  public EnergyTransformer setEnergy(EnergyFunction value) {
    energy = value;
    return this;
  }

  /**
   * The energy.
   *
   * @throws EnergyException if none was given
   */
  public EnergyFunction energy() {
    return given()
        .orElseThrow(
            () -> EnergyException.invalidParameter("energy", "none", "an energy, by setEnergy"));
  }

  private Optional<EnergyFunction> given() {
    return Optional.ofNullable(energy);
  }

  /**
   * Energies, scores and outliers behind the columns that are there.
   *
   * @throws EnergyException as {@link #transformSchema}; or if a setting is not valid, such as a
   *     device that is not there
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return Scoring.scored(this, energy(), dataset);
  }

  /**
   * The schema that {@link #transform} gives.
   *
   * @throws EnergyException if there is no energy, the features' column is not there, holds no
   *     features or not as many as the energy takes, or a column that is to be written is there
   */
  @Override
  public StructType transformSchema(StructType schema) {
    return Scoring.schema(this, energy(), schema, isDefined(threshold()));
  }

  @Override
  public EnergyTransformer copy(ParamMap extra) {
    return copyValues(new EnergyTransformer(uid, given()), extra);
  }

  /**
   * Writes the stage with its energy.
   *
   * @throws EnergyException if the energy has no JSON form
   */
  @Override
  public MLWriter write() {
    return StageWriter.of(this, given());
  }

  @Override
  public String toString() {
    return "EnergyTransformer: uid="
        + uid
        + ", energy="
        + given().map(Object::toString).orElse("-");
  }
}
