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

import io.sparkenergy.backend.Precision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuMeasurementTest {
  /** 2 · 8 + 1 numbers of 8 bytes a row: 136 bytes, 136 MB in all. */
  private static final GpuCell WELL =
      new GpuCell(GpuSubject.DOUBLE_WELL, 8, 1_000_000, Precision.DOUBLE, false);

  /** One product of 128 by 128 a row: 32.768 GFLOP in all. */
  private static final GpuCell GAUSSIAN =
      new GpuCell(GpuSubject.GAUSSIAN, 128, 1_000_000, Precision.FLOAT, true);

  /** 1 TB/s on the card, 50 GB/s in and out. */
  private static final CardRates RATES = new CardRates(1e12, 50e9);

  private static PeerTimes peers(GpuCell cell, double analytic, double autograd, double compiled) {
    String key =
        "%s,%d,%d,%s,".formatted(cell.subject().symbol(), cell.d(), cell.n(), cell.numbers());
    return new PeerTimes(
        "",
        Map.of(key + "analytic", analytic, key + "autograd", autograd, key + "compiled", compiled),
        List.of());
  }

  private static GpuMeasurement of(GpuCell cell, double kernels, double host, PeerTimes peers) {
    return new GpuMeasurement(cell, kernels, host, RATES, 100e12, peers);
  }

  @Test
  void aLineHasSharesOfWhatTheCardCanDoAndRatiosToPeers() {
    assertThat(of(WELL, 160e-6, 3.2e-3, peers(WELL, 0.8, 1.6, 0.08)).line())
        .isEqualTo(
            "| double_well | 8 | double | 0.160 | 85 % | – | 3.20 | 85 % | 5.00× | 10.00× | 0.50×"
                + " |");
    assertThat(of(GAUSSIAN, 1e-3, 0.1, PeerTimes.NONE).line())
        .isEqualTo("| gaussian | 128 | tf32 | 1.000 | 103 % | 33 % | 100.00 | 21 % | – | – | – |");
    assertThat(GpuMeasurement.HEAD.lines().map(line -> line.chars().filter(c -> c == '|').count()))
        .containsExactly(12L, 12L);
  }

  @Test
  void goalsThatAreMetAreNotNamed() {
    assertThat(of(WELL, 160e-6, 3.2e-3, peers(WELL, 0.8, 1.6, 0.08)).missed()).isEmpty();
    assertThat(of(WELL, 160e-6, 3.2e-3, PeerTimes.NONE).missed()).isEmpty();
    assertThat(of(GAUSSIAN, 1e-3, 1, peers(GAUSSIAN, 2, 3, 1)).missed()).isEmpty();
  }

  @Test
  void goalsThatAreMissedAreNamedWithTheirFigures() {
    assertThat(of(WELL, 200e-6, 4e-3, peers(WELL, 0.4, 0.5, 0.08)).missed())
        .containsExactly(
            "double_well, 8, double: 0.68 of the copy rate, expected 0.80",
            "double_well, 8, double: 0.68 of the in-and-out rate, host to host, expected 0.80",
            "double_well, 8, double: 2.00 times PyTorch, eager, expected 3.00");
    assertThat(of(GAUSSIAN, 1e-3, 1, peers(GAUSSIAN, 2, 3, 0.9)).missed())
        .containsExactly("gaussian, 128, tf32: 0.90 times PyTorch's best, expected 1.00");
    assertThat(of(WELL, Double.NaN, Double.NaN, PeerTimes.NONE).missed()).hasSize(2);
  }
}
