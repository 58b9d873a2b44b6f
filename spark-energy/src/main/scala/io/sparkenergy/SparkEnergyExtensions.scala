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
package io.sparkenergy

import io.sparkenergy.catalyst.{
  ApplicationConf,
  EnergyFunctions,
  EnergyStrategy,
  GatherEnergyCalls,
  PreparePlan
}
import io.sparkenergy.conf.GpuTasks
import org.apache.spark.SparkEnv
import org.apache.spark.sql.SparkSessionExtensions

/** Energies in Spark SQL: the functions `energy`, `energy_score` and `energy_and_score`, and the
  * operator that evaluates them in batches. All that a cluster needs:
  *
  * {{{
  * spark.sql.extensions=io.sparkenergy.SparkEnergyExtensions
  * }}}
  */
class SparkEnergyExtensions extends (SparkSessionExtensions => Unit) {
  override def apply(extensions: SparkSessionExtensions): Unit = {
    Option(SparkEnv.get).foreach(env => GpuTasks.requireSchedulable(ApplicationConf.of(env.conf)))
    EnergyFunctions.registerBuiltin()
    EnergyFunctions.All.foreach(extensions.injectFunction)
    extensions.injectOptimizerRule(GatherEnergyCalls.keptIn)
    extensions.injectPlannerStrategy(_ => EnergyStrategy)
    extensions.injectColumnar(_ => PreparePlan)
  }
}
