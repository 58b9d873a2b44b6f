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

import io.sparkenergy.backend.Device;
import io.sparkenergy.backend.cuda.CudaBackend;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.conf.GpuTasks;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two sides of the plugin that readies GPUs. */
public final class GpuPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(GpuPlugin.class);

  private GpuPlugin() {}

  /** Refuses what Spark would wait for. */
  public static DriverPlugin driver() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        GpuTasks.requireSchedulable(ApplicationConf.of(plugin.conf()));
        return Map.of();
      }
    };
  }

  /** Starts the executor's GPUs. */
  public static ExecutorPlugin executor() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext plugin, Map<String, String> fromDriver) {
        start(ApplicationConf.of(plugin.conf()), addresses(plugin));
      }

      @Override
      public void shutdown() {
        CudaBackend.shutdown();
      }
    };
  }

  private static List<String> addresses(PluginContext plugin) {
    ResourceInformation gpus = plugin.resources().get("gpu");
    return gpus == null ? List.of() : List.of(gpus.addresses());
  }

  private static void start(EnergyConf conf, List<String> addresses) {
    Device device = Device.of(conf.choice(EnergyConf.DEVICE, Device.symbols()));
    boolean named = conf.get(EnergyConf.BACKEND).equals(CudaBackend.NAME);
    if (device == Device.CPU) {
      return;
    }
    var obstacle = CudaBackend.start(addresses);
    if (obstacle.isPresent()) {
      if (device == Device.CUDA || named) {
        throw obstacle.get();
      }
      LOG.info("This executor evaluates energies on its CPU: {}", obstacle.get().getMessage());
    }
  }
}
