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
package io.sparkenergy.imports.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyFunction;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares energies with a function in plain Java, and scores with its differences. */
final class EnergyChecks {
  private static final double STEP = 1e-5;

  private EnergyChecks() {}

  static void requireEqual(EnergyFunction energy, ToDoubleFunction<double[]> expected) {
    requireEqual(energy, expected, 1);
  }

  /**
   * Compares them at a few points of either sign, all clear of kinks at 0.
   *
   * @param scale how far from 0 the points lie
   */
  static void requireEqual(
      EnergyFunction energy, ToDoubleFunction<double[]> expected, double scale) {
    int d = energy.dimension().orElseThrow();
    Random random = new Random(3);
    double[][] rows = new double[6][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = scale * (0.05 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
      }
    }
    INDArray x = Nd4j.createFromArray(rows);
    double[] energies = energy.energy(x).toDoubleVector();
    double[][] scores = energy.score(x).toDoubleMatrix();
    for (int i = 0; i < rows.length; i++) {
      double value = expected.applyAsDouble(rows[i]);
      assertThat(energies[i]).isCloseTo(value, within(1e-12 * (1 + Math.abs(value))));
      for (int j = 0; j < d; j++) {
        double slope = difference(expected, rows[i], j);
        assertThat(scores[i][j]).isCloseTo(-slope, within(1e-6 * (1 + Math.abs(slope))));
      }
    }
  }

  private static double difference(ToDoubleFunction<double[]> function, double[] row, int j) {
    double[] up = row.clone();
    double[] down = row.clone();
    up[j] += STEP;
    down[j] -= STEP;
    return (function.applyAsDouble(up) - function.applyAsDouble(down)) / (2 * STEP);
  }
}
