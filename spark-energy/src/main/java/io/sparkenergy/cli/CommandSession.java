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
package io.sparkenergy.cli;

import io.sparkenergy.catalyst.ApplicationConf;
import io.sparkenergy.conf.GpuTasks;
import io.sparkenergy.error.EnergyException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The session that a command runs in. */
final class CommandSession {
  private CommandSession() {}

  /**
   * The session, started if there is none.
   *
   * @throws WrongArgument if its settings are such that Spark would never start a task: said before
   *     the first job, which may be no energy's but one that looks at the input
   */
  static SparkSession of(String command) {
    try {
      GpuTasks.requireSchedulable(ApplicationConf.of(new SparkConf()));
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
    return SparkSession.builder().appName("spark-energy " + command).getOrCreate();
  }
}
