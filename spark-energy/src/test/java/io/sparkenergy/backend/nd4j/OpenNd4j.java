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

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.EnergyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens an evaluator of ND4J's and prints whether it is for GPUs, and what keeps it from that. */
final class OpenNd4j {
  private OpenNd4j() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(Backends.find("nd4j").onGpu());
    try {
      Backends.find("nd4j")
          .open(
              HarmonicEnergy.of(1),
              2,
              BatchedRows.BOTH,
              Precision.DOUBLE,
              new BatchSize(1, Long.MAX_VALUE))
          .close();
    } catch (EnergyException e) {
      System.out.println(e.getMessage());
    }
    System.out.println(
        "ND4J loaded: " + Files.readString(Path.of("/proc/self/maps")).contains("nd4jcpu"));
  }
}
