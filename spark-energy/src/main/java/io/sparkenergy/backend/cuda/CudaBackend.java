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
package io.sparkenergy.backend.cuda;

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.Gpus;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates every energy that is an expression, on NVIDIA GPUs of compute capability 7.5 and up.
 */
public final class CudaBackend implements Backend {
  /** The name in configuration. */
  public static final String NAME = "cuda";

  private static final Logger LOG = LoggerFactory.getLogger(CudaBackend.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();
  private static final Set<Gpu> USED = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return NAME;
  }

  /** Where there is a GPU that it runs on. */
  @Override
  public boolean automatic() {
    Optional<EnergyException> obstacle = obstacle(List.of());
    if (obstacle.isPresent() && SAID.compareAndSet(false, true)) {
      LOG.info("Energies are evaluated without a GPU: {}", obstacle.get().getMessage());
    }
    return obstacle.isEmpty();
  }

  @Override
  public Optional<EnergyException> obstacle(List<String> gpus) {
    try {
      Gpus.requireReady(gpus);
      return Optional.empty();
    } catch (EnergyException e) {
      return Optional.of(e);
    }
  }

  /**
   * Starts the GPUs that an executor was given, or all that can be used, before its first task.
   *
   * @return what keeps energies from being evaluated there, if anything does
   */
  public static Optional<EnergyException> start(List<String> addresses) {
    try {
      Gpus.requireReady(addresses);
      Gpus.forExecutor(addresses).forEach(CudaBackend::start);
      return Optional.empty();
    } catch (EnergyException e) {
      return Optional.of(e);
    }
  }

  private static void start(Gpu gpu) {
    GpuContext.of(gpu);
    announce(gpu);
  }

  /** Leaves all GPUs, each as its last task ends. */
  public static void shutdown() {
    GpuContext.closeAll();
  }

  /** Whether a GPU has failed in a way that only another process gets over. */
  public static boolean hasLostGpu() {
    return Gpus.isOneLost();
  }

  private static void announce(Gpu gpu) {
    if (USED.add(gpu)) {
      LOG.info(
          "Energies are evaluated by backend {} on {}, compute capability {}, {} MiB",
          NAME,
          gpu,
          gpu.capabilityText(),
          gpu.bytes() >> 20);
    }
  }

  @Override
  public boolean onGpu() {
    return true;
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    return open(energy, dimension, quantities, precision, size, GpuSettings.DEFAULT);
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size,
      GpuSettings settings) {
    energy.rowFunctions().stream()
        .findFirst()
        .ifPresent(
            function -> {
              throw EnergyException.of(
                  ErrorCondition.UNSUPPORTED_BY_BACKEND,
                  "backend",
                  NAME,
                  "energy",
                  energy.name(),
                  "reason",
                  function.name()
                      + " is not an expression; set spark.energy.backend to auto or nd4j and"
                      + " spark.energy.device to auto or cpu");
            });
    CudaProgram program = CudaProgram.of(energy, dimension, quantities, precision);
    Gpu gpu = Gpus.forTask(settings.addresses());
    announce(gpu);
    return new CudaBatchEvaluator(gpu, program, quantities, size, settings);
  }
}
