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
package io.sparkenergy.catalyst

import org.apache.spark.api.java.JavaRDD
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.apache.spark.sql.catalyst.InternalRow

/** Sets up a session that began without the extension. */
class SessionSetup extends EnergySession {
  override def prepare(session: SparkSession): Unit = session.synchronized {
    val registry = session.sessionState.functionRegistry
    EnergyFunctions.registerBuiltin()
    EnergyFunctions.All.foreach { case (name, info, builder) =>
      val builtin = EnergyFunctions.builtinName(name)
      if (!registry.functionExists(builtin)) {
        registry.registerFunction(builtin, info, builder)
      }
    }
    GatherEnergyCalls.keepIn(session)
    if (!session.sessionState.planner.strategies.contains(EnergyStrategy)) {
      session.experimental.extraStrategies ++= Seq(EnergyStrategy)
    }
  }

  override def rows(df: DataFrame): JavaRDD[InternalRow] = df.queryExecution.toRdd.toJavaRDD()
}
