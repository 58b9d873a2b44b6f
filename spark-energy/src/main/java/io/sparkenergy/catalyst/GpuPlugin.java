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
import io.sparkenergy.error.EnergyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two sides of the plugin that readies GPUs. */
public final class GpuPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(GpuPlugin.class);

  /** Spark's name for the executor of local mode, which is the driver itself. */
  private static final String DRIVER = "driver";

  /** The exit code of an executor that has lost its GPU. */
  private static final int LOST_GPU = 20;

  private GpuPlugin() {}

  /** Refuses what Spark would wait for, and hears of executors that cannot do what they must. */
  public static DriverPlugin driver() {
    return new DriverPlugin() {
      private ExecutorGpus executors;

      @Override
      public Map<String, String> init(SparkContext context, PluginContext plugin) {
        GpuTasks.requireSchedulable(ApplicationConf.of(plugin.conf()));
        executors = new ExecutorGpus(context);
        context.addSparkListener(executors);
        return Map.of();
      }

      @Override
      public Object receive(Object message) {
        executors.receive((Map<?, ?>) message);
        return "";
      }
    };
  }

  /** Starts the executor's GPUs. */
  public static ExecutorPlugin executor() {
    return new ExecutorPlugin() {
      private boolean endsWithItsGpu;

      @Override
      public void init(PluginContext plugin, Map<String, String> fromDriver) {
        endsWithItsGpu = !plugin.executorID().equals(DRIVER);
        start(plugin);
      }

      /** Spark would give this executor the next attempt, too, and so on until the job fails. */
      @Override
      public void onTaskFailed(TaskFailedReason reason) {
        if (endsWithItsGpu && CudaBackend.hasLostGpu()) {
          LOG.error(
              "This executor ends, for its GPU works again only in another process: {}",
              reason.toErrorString().lines().findFirst().orElse(""));
          System.exit(LOST_GPU);
        }
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

  private static void start(PluginContext plugin) {
    EnergyConf conf = ApplicationConf.of(plugin.conf());
    Device device = Device.of(conf.choice(EnergyConf.DEVICE, Device.symbols()));
    if (device == Device.CPU) {
      return;
    }
    boolean demanded =
        device == Device.CUDA || conf.get(EnergyConf.BACKEND).equals(CudaBackend.NAME);
    Optional<EnergyException> obstacle = CudaBackend.start(addresses(plugin));
    if (demanded) {
      tellDriver(plugin, obstacle.map(EnergyException::getMessage).orElse(""));
      obstacle.ifPresent(
          problem -> {
            throw problem;
          });
    } else if (obstacle.isPresent()) {
      LOG.info("This executor evaluates energies on its CPU: {}", obstacle.get().getMessage());
    }
  }

  /** Waits until the driver has heard: an executor that fails ends at once. */
  private static void tellDriver(PluginContext plugin, String problem) {
    if (plugin.executorID().equals(DRIVER)) {
      return;
    }
    try {
      // PluginContext.hostname() asks for the address of a server that executors do not have.
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      plugin.ask(ExecutorGpus.message(plugin.executorID(), host, problem));
    } catch (Exception e) {
      // What Spark's messages throw is nothing to what the executor has to say itself.
      LOG.warn("The driver was not told about this executor's GPUs", e);
    }
  }
}
