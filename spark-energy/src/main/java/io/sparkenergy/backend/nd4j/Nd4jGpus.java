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
package io.sparkenergy.backend.nd4j;

import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.Gpus;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;

/**
 * ND4J on CUDA: whether it is what is on the classpath, and on which GPUs it runs. Its last build
 * for CUDA holds machine code for the compute capabilities 3.7 to 8.6, which 8.9 runs too, and
 * nothing that a driver could compile for others: there it fails inside, so it is not let in.
 */
final class Nd4jGpus {
  private static final int LEAST = 37;
  private static final int MOST = 89;

  private Nd4jGpus() {}

  /** Whether ND4J's build for CUDA is there; looked up without starting ND4J. */
  static boolean areUsed() {
    return Nd4jGpus.class
            .getClassLoader()
            .getResource("org/nd4j/linalg/jcublas/JCublasBackend.class")
        != null;
  }

  /**
   * Refuses GPUs that ND4J has no code for: it starts on all that the driver shows.
   *
   * @throws EnergyException naming the GPU, or saying why there is none
   */
  static void requireRunnable() {
    requireRunnable(Gpus.all());
  }

  static void requireRunnable(List<Gpu> gpus) {
    for (Gpu gpu : gpus) {
      if (gpu.capability() < LEAST || gpu.capability() > MOST) {
        throw EnergyException.of(
            ErrorCondition.GPU_CAPABILITY,
            "gpu",
            gpu,
            "found",
            gpu.capabilityText(),
            "consumer",
            "ND4J's build for CUDA 11.6",
            "expected",
            "3.7 to 8.9",
            "fix",
            "set spark.energy.backend=cuda");
      }
    }
  }
}
