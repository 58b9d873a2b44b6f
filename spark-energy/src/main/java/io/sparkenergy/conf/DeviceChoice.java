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

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.Device;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What evaluates an energy, and where. In local mode the machine says whether there is a GPU. On a
 * cluster the driver cannot see what executors have; there, GPUs that are requested of Spark are
 * used, and each executor looks for itself.
 */
record DeviceChoice(Backend backend, Device device) {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceChoice.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  static DeviceChoice of(EnergyConf conf, EnergyFunction energy) {
    GpuTasks.requireSchedulable(conf);
    Device device = Device.of(conf.choice(EnergyConf.DEVICE, Device.symbols()));
    String name = conf.get(EnergyConf.BACKEND);
    if (!name.equals(Backends.AUTO)) {
      return named(Backends.find(name), device);
    }
    if (device == Device.CUDA) {
      return new DeviceChoice(demanded(energy), device);
    }
    if (device == Device.AUTO && GpuTasks.areRequested(conf)) {
      Optional<Backend> onGpu = Backends.findOnGpu(energy);
      if (onGpu.isPresent()) {
        return new DeviceChoice(onGpu.get(), device);
      }
    }
    return device == Device.AUTO && GpuTasks.areLocal(conf)
        ? onThisMachine(Backends.find(name, energy))
        : new DeviceChoice(Backends.findOnCpu(energy), Device.CPU);
  }

  /** A backend that is named is meant: it runs where it can, or the device is not its own. */
  private static DeviceChoice named(Backend backend, Device device) {
    Device own = backend.onGpu() ? Device.CUDA : Device.CPU;
    if (device != Device.AUTO && device != own) {
      throw EnergyException.of(
          ErrorCondition.CONFIGURATION,
          "key",
          EnergyConf.DEVICE.key(),
          "found",
          device.symbol(),
          "expected",
          "auto or " + own.symbol() + " with backend " + backend.name());
    }
    return new DeviceChoice(backend, own);
  }

  private static Backend demanded(EnergyFunction energy) {
    return Backends.findOnGpu(energy)
        .orElseThrow(
            () ->
                EnergyException.of(
                    ErrorCondition.UNSUPPORTED_BY_BACKEND,
                    "backend",
                    "cuda",
                    "energy",
                    energy.name(),
                    "reason",
                    "it holds a model that is no expression; set spark.energy.device to auto or"
                        + " cpu"));
  }

  private static DeviceChoice onThisMachine(Backend backend) {
    return new DeviceChoice(backend, backend.onGpu() ? Device.AUTO : Device.CPU);
  }

  /** What a task runs: what was chosen, or the CPU where a GPU was hoped for and there is none. */
  static Backend onExecutor(
      EvaluationSettings settings, EnergyFunction energy, List<String> addresses) {
    Backend chosen = Backends.find(settings.backend());
    if (settings.device() != Device.AUTO) {
      return chosen;
    }
    Optional<EnergyException> obstacle = chosen.obstacle(addresses);
    if (obstacle.isEmpty()) {
      return chosen;
    }
    Backend onCpu = Backends.findOnCpu(energy);
    if (SAID.compareAndSet(false, true)) {
      LOG.warn(
          "Energies are evaluated by backend {} and not {}: {}",
          onCpu.name(),
          chosen.name(),
          obstacle.get().getMessage());
    }
    return onCpu;
  }
}
