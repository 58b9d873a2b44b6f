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
package io.sparkenergy.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Scores and second derivatives against central differences. */
class DerivativesTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void scoreIsMinusTheGradientFoundByCentralDifferences(EnergyFunction energy) {
    double[][] rows = EnergyCatalogue.rows(20);
    double[][] score = energy.score(Nd4j.createFromArray(rows)).toDoubleMatrix();
    double[][] gradient = energy.gradient(Nd4j.createFromArray(rows)).toDoubleMatrix();
    for (int j = 0; j < 2; j++) {
      double[] above = energy.energy(moved(rows, j, STEP)).toDoubleVector();
      double[] below = energy.energy(moved(rows, j, -STEP)).toDoubleVector();
      for (int i = 0; i < rows.length; i++) {
        double difference = (above[i] - below[i]) / (2 * STEP);
        double bound = 1e-6 * Math.max(1, Math.abs(above[i]) + Math.abs(difference));
        assertThat(score[i][j]).as("row %d entry %d", i, j).isCloseTo(-difference, within(bound));
        assertThat(gradient[i][j]).isEqualTo(-score[i][j]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void hessianVectorProductsAreDifferencesOfTheScore(EnergyFunction energy) {
    double[][] rows = EnergyCatalogue.rows(20);
    INDArray x = Nd4j.createFromArray(rows);
    INDArray v =
        Nd4j.createFromArray(EnergyCatalogue.rows(40))
            .get(NDArrayIndex.interval(20, 40), NDArrayIndex.all());
    double[][] product = energy.hessianVectorProduct(x, v).toDoubleMatrix();
    double[][] above = energy.score(x.add(v.mul(STEP))).toDoubleMatrix();
    double[][] below = energy.score(x.sub(v.mul(STEP))).toDoubleMatrix();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 2; j++) {
        double difference = -(above[i][j] - below[i][j]) / (2 * STEP);
        double bound = 1e-5 * Math.max(1, Math.abs(above[i][j]) + Math.abs(difference));
        assertThat(product[i][j]).as("row %d entry %d", i, j).isCloseTo(difference, within(bound));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void laplacianIsTheDivergenceOfTheGradient(EnergyFunction energy) {
    double[][] rows = EnergyCatalogue.rows(20);
    double[] laplacian = energy.laplacian(Nd4j.createFromArray(rows)).toDoubleVector();
    double[] divergence = new double[rows.length];
    for (int j = 0; j < 2; j++) {
      double[][] above = energy.gradient(moved(rows, j, STEP)).toDoubleMatrix();
      double[][] below = energy.gradient(moved(rows, j, -STEP)).toDoubleMatrix();
      for (int i = 0; i < rows.length; i++) {
        divergence[i] += (above[i][j] - below[i][j]) / (2 * STEP);
      }
    }
    for (int i = 0; i < rows.length; i++) {
      double bound = 1e-5 * Math.max(1, Math.abs(divergence[i]) * 10);
      assertThat(laplacian[i]).as("row %d", i).isCloseTo(divergence[i], within(bound));
    }
  }

  @Test
  void laplaciansOfKnownEnergies() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 2, -1}, {0, 0.5, 3}});
    assertThat(HarmonicEnergy.of(2.5).laplacian(x).toDoubleVector()).containsExactly(7.5, 7.5);
    // Δ Σ (x² - b)² = Σ 12 x² - 4 b
    assertThat(DoubleWellEnergy.of(1, 2).laplacian(x).toDoubleVector())
        .containsExactly(12 * 6 - 24, 12 * 9.25 - 24);
  }

  private static INDArray moved(double[][] rows, int entry, double step) {
    INDArray moved = Nd4j.createFromArray(rows);
    moved.getColumn(entry).addi(step);
    return moved;
  }
}
