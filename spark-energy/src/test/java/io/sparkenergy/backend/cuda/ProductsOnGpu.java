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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Energies whose matrix products are cuBLAS's, in pieces that go through all lanes many times. */
class ProductsOnGpu {
  private static final int ROWS = 700;
  private static final GpuSettings MANY_PIECES = settings(false, 1 << 18);

  static GpuSettings settings(boolean tf32, long maxBytes) {
    return new GpuSettings(tf32, 2, maxBytes, "", List.of());
  }

  static Stream<Named<EnergyFunction>> energies() {
    return Stream.of(Named.of("gaussian", gaussian(48)), Named.of("mlp", mlp(20, 40)));
  }

  static EnergyFunction gaussian(int d) {
    double[][] cov = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        cov[i][j] = Math.pow(0.5, Math.abs(i - j)) * (i == j ? 1 + i / 10.0 : 1);
      }
    }
    return GaussianEnergy.of(new Random(3).doubles(d, -1, 1).toArray(), cov);
  }

  static EnergyFunction mlp(int d, int width) {
    return MlpEnergy.of(Activation.SILU, layer(width, d), layer(width, width), layer(1, width));
  }

  private static Layer layer(int outputs, int inputs) {
    Random random = new Random(31L * outputs + inputs);
    double[][] weights = new double[outputs][];
    for (int i = 0; i < outputs; i++) {
      weights[i] = random.doubles(inputs, -0.5, 0.5).toArray();
    }
    return Layer.of(weights, random.doubles(outputs, -0.5, 0.5).toArray());
  }

  @ParameterizedTest
  @MethodSource("energies")
  void areTheCpus(EnergyFunction energy) {
    double[][] rows = rows(energy.dimension().getAsInt());
    double[][] expected = BatchedRows.evaluate("cpu", energy, Precision.DOUBLE, ROWS, rows);
    compare(evaluate(energy, Precision.DOUBLE, MANY_PIECES, rows), expected, 1e-12);
    compare(evaluate(energy, Precision.FLOAT, MANY_PIECES, rows), expected, 1e-5);
  }

  @Test
  void tf32RoundsProductsOfFloat32Alone() {
    EnergyFunction energy = mlp(20, 40);
    GpuSettings tf32 = settings(true, 1 << 18);
    double[][] rows = rows(20);
    double[][] exact = evaluate(energy, Precision.FLOAT, MANY_PIECES, rows);
    double[][] rounded = evaluate(energy, Precision.FLOAT, tf32, rows);
    compare(rounded, exact, 1e-2);
    assertThat(Arrays.deepEquals(rounded, exact)).isFalse();
    assertThat(evaluate(energy, Precision.DOUBLE, tf32, rows))
        .isDeepEqualTo(evaluate(energy, Precision.DOUBLE, MANY_PIECES, rows));
  }

  static double[][] rows(int d) {
    Random random = new Random(d);
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = random.doubles(d, -1, 1).toArray();
    }
    return rows;
  }

  static double[][] evaluate(
      EnergyFunction energy, Precision precision, GpuSettings settings, double[][] rows) {
    BatchSize size = new BatchSize(rows.length, Long.MAX_VALUE);
    try (BatchEvaluator evaluator =
        Backends.find("cuda")
            .open(energy, rows[0].length, BatchedRows.BOTH, precision, size, settings)) {
      return BatchedRows.evaluate(evaluator, rows);
    }
  }

  static void compare(double[][] found, double[][] expected, double relative) {
    for (int i = 0; i < expected.length; i++) {
      double scale = 0;
      for (double number : expected[i]) {
        scale = Math.max(scale, Math.abs(number));
      }
      assertThat(found[i]).as("row %d", i).containsExactly(expected[i], within(relative * scale));
    }
  }
}
