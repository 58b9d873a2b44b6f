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
package io.sparkenergy.diagnostics.fit;

import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.catalyst.TaskGpus;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.model.EnergyModel;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;

/** An energy on its way to tasks, and how they evaluate it. */
record TaskEnergy(EnergyModel model, EvaluationSettings settings) implements Serializable {
  /**
   * An energy with the settings of a session.
   *
   * @throws io.sparkenergy.error.EnergyException if a setting is not valid, or the energy cannot be
   *     sent to executors
   */
  static TaskEnergy of(SparkSession spark, EnergyFunction energy) {
    EnergyConf conf = new EnergyConf((key, byDefault) -> spark.conf().get(key, byDefault), Map::of);
    return new TaskEnergy(
        EnergyModel.of(energy.name(), energy), EvaluationSettings.of(conf, energy));
  }

  /** An evaluator for the thread of this task, freed when the task ends, however it does. */
  BatchEvaluator open(int dimension, Set<Quantity> quantities) {
    BatchEvaluator evaluator =
        settings.open(model.energy(), dimension, quantities, TaskGpus.addresses());
    TaskCompletionListener free = context -> evaluator.close();
    TaskContext.get().addTaskCompletionListener(free);
    return evaluator;
  }
}
