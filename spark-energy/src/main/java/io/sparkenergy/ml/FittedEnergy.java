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
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A model that is an energy: what an estimator of energies gives. */
public abstract class FittedEnergy<M extends FittedEnergy<M>> extends Model<M>
    implements EvaluationParams<M>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final EnergyFunction energy;

  FittedEnergy(String uid, EnergyFunction energy) {
    this.uid = uid;
    this.energy = energy;
    EvaluationParams.setDefaults(this);
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** -log p(x) of the fitted density, normalised. */
  public final EnergyFunction energy() {
    return energy;
  }

  /** The number of features that were fitted. */
  public final int numFeatures() {
    return energy.dimension().orElseThrow();
  }

  /** As {@link EnergyTransformer#transform}. */
  @Override
  public final Dataset<Row> transform(Dataset<?> dataset) {
    return Scoring.scored(this, energy, dataset);
  }

  /** As {@link EnergyTransformer#transformSchema}. */
  @Override
  public final StructType transformSchema(StructType schema) {
    return Scoring.schema(this, energy, schema, isDefined(threshold()));
  }

  /** The same with nothing set. */
  abstract M bare();

  @Override
  public final M copy(ParamMap extra) {
    return copyValues(bare(), extra).setParent(parent());
  }

  @Override
  public final MLWriter write() {
    return StageWriter.of(this, Optional.of(energy));
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + ": uid=" + uid + ", numFeatures=" + numFeatures();
  }
}
