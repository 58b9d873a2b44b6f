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
package io.sparkenergy.conf;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Optional;

/** What Spark has been told about the GPUs of tasks. */
public final class GpuTasks {
  private static final String MASTER = "spark.master";
  private static final String OF_TASKS = "spark.task.resource.gpu.amount";
  private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";

  private GpuTasks() {}

  /** Whether tasks run in the driver's JVM, to which Spark gives no resources. */
  static boolean areLocal(EnergyConf conf) {
    return conf.spark(MASTER).filter(master -> master.matches("local(\\[.*)?")).isPresent();
  }

  /** Whether executors ask Spark's cluster for GPUs. */
  static boolean areRequested(EnergyConf conf) {
    return amount(conf, OF_EXECUTORS).isPresent() || amount(conf, OF_TASKS).isPresent();
  }

  /**
   * Refuses GPUs for tasks in local mode: Spark has none to give there, and waits for them forever
   * without a word.
   *
   * @throws EnergyException with the fix
   */
  public static void requireSchedulable(EnergyConf conf) {
    Optional<String> amount = amount(conf, OF_TASKS);
    if (amount.isPresent() && areLocal(conf)) {
      throw EnergyException.of(
          ErrorCondition.GPU_TASKS,
          "key",
          OF_TASKS,
          "found",
          amount.get() + " with spark.master " + conf.spark(MASTER).orElse(""),
          "expected",
          "no such setting in local mode, in which Spark never starts a task with resources",
          "fix",
          "leave it away, and local tasks share the GPUs of this machine; or use a cluster");
    }
  }

  private static Optional<String> amount(EnergyConf conf, String key) {
    return conf.spark(key).map(String::strip).filter(text -> !text.matches("0(\\.0*)?"));
  }
}
