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
package io.sparkenergy.benchmarks.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.backend.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTimesTest {
  private static final GpuCell CELL =
      new GpuCell(GpuSubject.DOUBLE_WELL, 2, 1000, Precision.FLOAT, false);

  @TempDir private Path folder;

  private PeerTimes read(String... lines) throws IOException {
    return PeerTimes.read(Files.write(folder.resolve("peers.csv"), List.of(lines)));
  }

  @Test
  void timesAreFoundByCellAndMode() throws IOException {
    PeerTimes times =
        read(
            "PyTorch 2 on a card",
            "time,double_well,2,1000,float,analytic,0.5",
            "time,double_well,2,1000,float,autograd,2.0",
            "time,double_well,2,1000,float,compiled,0.25",
            "time,double_well,2,1000,double,analytic,0.125");
    assertThat(times.about()).isEqualTo("PyTorch 2 on a card");
    assertThat(times.seconds(CELL, "autograd")).hasValue(2e-3);
    assertThat(times.best(CELL, true)).hasValue(0.5e-3);
    assertThat(times.best(CELL, false)).hasValue(0.25e-3);
    GpuCell other = new GpuCell(GpuSubject.DOUBLE_WELL, 4, 1000, Precision.FLOAT, false);
    assertThat(times.seconds(other, "analytic")).isEqualTo(OptionalDouble.empty());
    assertThat(times.best(other, false)).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void aLineThatIsNoneIsRefusedByNumber() {
    assertThatThrownBy(() -> read("PyTorch", "time,double_well,2,1000,float,0.5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("peers.csv, line 2: found time,double_well,2,1000,float,0.5");
  }

  /** Σ (x² - 2)² and -4 (x² - 2) x, written out. */
  private static String answer(int row, double factor) {
    double[] x = PeerTimes.rows(2)[row];
    double u = x[0] * x[0] - 2;
    double v = x[1] * x[1] - 2;
    return "answer,double_well,2,%d,%s,%s,%s"
        .formatted(row, u * u + v * v, -4 * u * x[0], -4 * v * x[1] * factor);
  }

  @Test
  void answersAreHeldToTheBackends() throws IOException {
    PeerAnswers.check(read("PyTorch", answer(0, 1), answer(3, 1)), "cpu");
    PeerTimes wrong = read("PyTorch", answer(0, 1), answer(1, 1 + 1e-6));
    assertThatThrownBy(() -> PeerAnswers.check(wrong, "cpu"))
        .hasMessageContaining("double_well, d = 2, row 1: PyTorch's score[1] is ")
        .hasMessageContaining("that of backend cpu");
    PeerTimes opposite = read("PyTorch", answer(2, -1));
    assertThatThrownBy(() -> PeerAnswers.check(opposite, "cpu")).hasMessageContaining("row 2");
  }
}
