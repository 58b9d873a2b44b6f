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
package io.sparkenergy;

import io.sparkenergy.catalyst.GpuPlugin;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Readies the GPUs of executors as they start, so that what is wrong with them is said before any
 * task runs: with {@code spark.energy.device=cuda} the executor fails with the reason, with {@code
 * auto} it says so and computes on its CPU. The driver refuses settings with which Spark would wait
 * forever.
 *
 * <pre>{@code
 * spark.plugins=io.sparkenergy.SparkEnergyPlugin
 * }</pre>
 */
public final class SparkEnergyPlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return GpuPlugin.driver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return GpuPlugin.executor();
  }
}
