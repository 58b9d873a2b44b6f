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

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import java.util.List;

/**
 * Evaluates a row of an energy with a matrix product and prints its energy, or why not; arguments:
 * a folder for compiled kernels, then GPUs' addresses.
 */
public final class OpenMain {
  private OpenMain() {}

  public static void main(String[] arguments) {
    EnergyFunction energy = ProductsOnGpu.gaussian(40);
    List<String> all = List.of(arguments);
    GpuSettings settings =
        new GpuSettings(false, 1, 1 << 24, all.get(0), all.subList(1, all.size()));
    BatchSize size = new BatchSize(10, Long.MAX_VALUE);
    System.out.println("automatic " + Backends.find("cuda").automatic());
    try (BatchEvaluator evaluator =
        Backends.find("cuda")
            .open(energy, 40, BatchedRows.BOTH, Precision.DOUBLE, size, settings)) {
      evaluator.evaluate(1);
      System.out.println("energy " + evaluator.batch().energies()[0]);
    } catch (EnergyException e) {
      System.out.println(e.getMessage());
    }
  }
}
