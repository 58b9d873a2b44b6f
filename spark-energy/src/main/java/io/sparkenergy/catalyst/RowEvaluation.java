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
package io.sparkenergy.catalyst;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.model.EnergyModel;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Evaluates one row at a time, for calls that no batch can take in: always right, never fast. Used
 * by one thread, that of its expression's task; its memory is freed with the task, or at once where
 * there is none (a constant folded on the driver).
 */
final class RowEvaluation {
  private final FeatureCursor cursor;
  private final ModelEvaluator evaluator;
  private boolean listening;

  RowEvaluation(
      EnergyModel model,
      Set<Quantity> quantities,
      EvaluationSettings settings,
      DataType type,
      String column) {
    this.cursor = FeatureTypes.cursor(type, column);
    this.evaluator =
        new ModelEvaluator(model, quantities, settings.rowByRow(model.energy()), column);
  }

  /** The energy of features that are not null. */
  double energy(Object features) {
    Batch batch = evaluated(features);
    double energy = batch.energies()[0];
    release();
    return energy;
  }

  /** The score of features that are not null. */
  UnsafeArrayData score(Object features) {
    UnsafeArrayData score = UnsafeArrayData.fromPrimitiveArray(evaluated(features).score(0));
    release();
    return score;
  }

  /** Energy and score as a struct. */
  InternalRow energyAndScore(Object features) {
    Batch batch = evaluated(features);
    InternalRow both =
        new GenericInternalRow(
            new Object[] {batch.energies()[0], UnsafeArrayData.fromPrimitiveArray(batch.score(0))});
    release();
    return both;
  }

  private Batch evaluated(Object features) {
    listen();
    int dimension = cursor.load(features);
    Batch batch = evaluator.batch(dimension, 1);
    cursor.copy(batch.features(), 0);
    evaluator.evaluate(1);
    return batch;
  }

  private void listen() {
    if (!listening && TaskContext.get() != null) {
      TaskCompletionListener free = context -> evaluator.close();
      TaskContext.get().addTaskCompletionListener(free);
      listening = true;
    }
  }

  private void release() {
    if (!listening) {
      evaluator.close();
    }
  }
}
