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
package io.sparkenergy.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerReportTest {
  private static final Machine MACHINE = new Machine(100e9, 50e9, List.of("processor: some"));

  private static Map<Contender, Double> nanos(double ours, double analytic, double autograd) {
    return Map.of(Contender.OURS, ours, Contender.ANALYTIC, analytic, Contender.AUTOGRAD, autograd);
  }

  @Test
  void aLaterRunReplacesItsCellsAndKeepsTheOthers(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("peers.csv");
    Cell sines = new Cell(Subject.SIN2, Precision.DOUBLE, 8, 1024, Quantities.ENERGY);
    Cell product = new Cell(Subject.GAUSSIAN, Precision.FLOAT, 128, 1024, Quantities.ENERGY);
    Timings.read(file).put(sines, nanos(10, 12, 15));
    Timings.read(file).put(product, nanos(400, 1600, 200));
    Timings.read(file).put(sines, nanos(10, 90, 40));

    String report = new PeerReport(Timings.read(file), MACHINE).markdown();

    assertThat(report)
        .contains("2 cells | >= 1.5 | 1.41 |")
        .contains("| cells slower than libtorch | 0 | 1 |")
        .contains("| elementwise cells, d >= 8, less than twice as fast, of 1 | 0 | 0 |")
        .contains("- gaussian float d=128 n=1024 energy: 400 / 200, 0.50")
        // 2 * 128² flops in 400 ns.
        .contains("| gaussian float d=128 n=1024 energy | 81.9 | 82 % | 164 % |")
        .contains("| 8 | 1024 |  |  | 10.0 / 40.0* (4.00) |  |")
        .contains("| 128 | 1024 | 400 / 200* (**0.50**) |  |  |  |");
  }
}
