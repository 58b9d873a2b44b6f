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
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Device;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * How a query evaluates its energies, read from the configuration when the query is analysed.
 *
 * @param backend the backend's own name, never {@code auto}
 * @param device where that is: {@code AUTO} for a GPU if the executor has one, else its CPU
 */
public record EvaluationSettings(
    String backend, Device device, Precision precision, BatchSize size, GpuSettings gpu)
    implements Serializable {
  /**
   * Rows of a batch on a GPU where no number is set: enough that each call into it costs little.
   */
  private static final int GPU_ROWS = 65536;

  /**
   * The settings of a session for an energy.
   *
   * @throws io.sparkenergy.error.EnergyException naming the key of a setting that is not valid, or
   *     a backend that is not there
   */
  public static EvaluationSettings of(EnergyConf conf, EnergyFunction energy) {
    DeviceChoice choice = DeviceChoice.of(conf, energy);
    return new EvaluationSettings(
        choice.backend().name(),
        choice.device(),
        Precision.parse(EnergyConf.PRECISION.key(), conf.get(EnergyConf.PRECISION)),
        new BatchSize(rows(conf, choice.backend()), conf.positive(EnergyConf.BATCH_BYTES)),
        new GpuSettings(
            conf.flag(EnergyConf.GPU_TF32),
            whole(conf, EnergyConf.GPU_CONCURRENT_TASKS),
            conf.positive(EnergyConf.GPU_BATCH_BYTES),
            conf.get(EnergyConf.GPU_CACHE_DIR),
            List.of()));
  }

  private static int rows(EnergyConf conf, Backend backend) {
    return backend.onGpu() && !conf.isSet(EnergyConf.BATCH_ROWS)
        ? GPU_ROWS
        : whole(conf, EnergyConf.BATCH_ROWS);
  }

  private static int whole(EnergyConf conf, ConfigEntry entry) {
    return (int) Math.min(conf.positive(entry), Integer.MAX_VALUE);
  }

  public EvaluationSettings with(Precision other) {
    return new EvaluationSettings(backend, device, other, size, gpu);
  }

  /** As these, for batches of at most so many rows. */
  public EvaluationSettings rows(int most) {
    BatchSize fewer = new BatchSize(Math.min(most, size.maxRows()), size.maxBytes());
    return new EvaluationSettings(backend, device, precision, fewer, gpu);
  }

  /** As these, by another backend, wherever it runs. */
  public EvaluationSettings by(Backend other) {
    return new EvaluationSettings(
        other.name(), other.onGpu() ? Device.CUDA : Device.CPU, precision, size, gpu);
  }

  /** As these, on the CPU, also where a GPU was chosen: the driver has none. */
  public EvaluationSettings onCpu(EnergyFunction energy) {
    Backend chosen = Backends.find(backend);
    return by(chosen.onGpu() ? Backends.findOnCpu(energy) : chosen);
  }

  /** As these, for rows that come one by one, which a GPU has no use for. */
  public EvaluationSettings rowByRow(EnergyFunction energy) {
    return onCpu(energy).rows(1);
  }

  /**
   * Readies an evaluation in a task.
   *
   * @param addresses the GPUs that Spark gave the task
   * @throws io.sparkenergy.error.EnergyException as {@link Backend#open} says
   */
  public BatchEvaluator open(
      EnergyFunction energy, int dimension, Set<Quantity> quantities, List<String> addresses) {
    return DeviceChoice.onExecutor(this, energy, addresses)
        .open(energy, dimension, quantities, precision, size, gpu.at(addresses));
  }
}
