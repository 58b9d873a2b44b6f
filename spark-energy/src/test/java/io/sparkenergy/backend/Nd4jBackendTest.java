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
package io.sparkenergy.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.energy.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jBackendTest {
  private static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);
  private static final double[][] ROWS = EnergyCatalogue.rows(64);

  /** Energies and scores, side by side a row. */
  private static double[][] evaluate(EnergyFunction energy, Precision precision, int batchRows) {
    double[][] results = new double[ROWS.length][3];
    BatchSize size = new BatchSize(batchRows, Long.MAX_VALUE);
    try (BatchEvaluator evaluator = Backends.find("nd4j").open(energy, 2, BOTH, precision, size)) {
      for (int from = 0; from < ROWS.length; from += batchRows) {
        int count = Math.min(batchRows, ROWS.length - from);
        for (int i = 0; i < count; i++) {
          System.arraycopy(ROWS[from + i], 0, evaluator.batch().features(), i * 2, 2);
        }
        evaluator.evaluate(count);
        for (int i = 0; i < count; i++) {
          results[from + i][0] = evaluator.batch().energies()[i];
          System.arraycopy(evaluator.batch().score(i), 0, results[from + i], 1, 2);
        }
      }
    }
    return results;
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void resultsDoNotDependOnTheBatchSize(EnergyFunction energy) {
    double[][] whole = evaluate(energy, Precision.DOUBLE, 64);
    for (int batchRows : new int[] {1, 7}) {
      double[][] parts = evaluate(energy, Precision.DOUBLE, batchRows);
      for (int i = 0; i < whole.length; i++) {
        for (int j = 0; j < 3; j++) {
          double bound = 1e-12 * Math.max(1, Math.abs(whole[i][j]));
          assertThat(parts[i][j]).isCloseTo(whole[i][j], within(bound));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void float32AgreesToItsDigits(EnergyFunction energy) {
    double[][] wide = evaluate(energy, Precision.DOUBLE, 64);
    double[][] narrow = evaluate(energy, Precision.FLOAT, 64);
    for (int i = 0; i < wide.length; i++) {
      double scale =
          Math.max(10, Math.abs(wide[i][0]) + Math.abs(wide[i][1]) + Math.abs(wide[i][2]));
      assertThat(narrow[i]).containsExactly(wide[i], within(2e-5 * scale));
    }
  }

  @Test
  void arraysOfAnyLayoutAreReadAndNeverChanged() {
    EnergyFunction energy = EnergyCatalogue.all().get("rosenbrock");
    INDArray x = Nd4j.createFromArray(ROWS);
    double[] expected = energy.energy(x).toDoubleVector();
    INDArray wide = Nd4j.create(DataType.DOUBLE, 64, 4);
    INDArray view = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
    view.assign(x);
    INDArray before = wide.dup();
    assertThat(energy.energy(x.dup('f')).toDoubleVector()).isEqualTo(expected);
    assertThat(energy.energy(view).toDoubleVector()).isEqualTo(expected);
    energy.score(view);
    assertThat(wide).isEqualTo(before);
  }

  @Test
  void noRowsGiveNoResults() {
    EnergyFunction energy = HarmonicEnergy.standard();
    INDArray none = Nd4j.create(DataType.DOUBLE, 0, 3);
    assertThat(energy.energy(none).shape()).containsExactly(0);
    assertThat(energy.score(none).shape()).containsExactly(0, 3);
  }

  @Test
  void unknownBackendIsRefusedWithWhatIsThere() {
    assertThatThrownBy(() -> Backends.find("cuda"))
        .hasMessageContaining("backend cuda cannot be used")
        .hasMessageContaining("auto, nd4j");
  }

  @Test
  void batchesAreBoundedByRowsAndBytes() {
    var program = HarmonicEnergy.standard().program(BOTH, 100);
    int numbers = program.numbersPerRow();
    assertThat(new BatchSize(50, Long.MAX_VALUE).rows(program, Precision.DOUBLE)).isEqualTo(50);
    assertThat(new BatchSize(50, 8L * numbers * 7).rows(program, Precision.DOUBLE)).isEqualTo(7);
    assertThat(new BatchSize(50, 1).rows(program, Precision.DOUBLE)).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tenThousandBatchesTakeNoMoreMemory() throws IOException {
    EnergyFunction energy = EnergyCatalogue.all().get("mixture");
    BatchSize size = new BatchSize(256, Long.MAX_VALUE);
    long before = 0;
    try (BatchEvaluator evaluator =
        Backends.find("nd4j").open(energy, 2, BOTH, Precision.DOUBLE, size)) {
      for (int i = 0; i < 11_000; i++) {
        if (i == 1_000) {
          before = nativeBytes();
        }
        evaluator.evaluate(256);
      }
    }
    for (int i = 0; i < 200; i++) {
      Backends.find("nd4j").open(energy, 2, BOTH, Precision.DOUBLE, size).close();
    }
    assertThat(nativeBytes() - before).isLessThan(128L << 20);
  }

  /**
   * What is resident beyond the Java heap, all of which is touched first and so resident itself.
   */
  private static long nativeBytes() throws IOException {
    for (long touched = 0; touched < Runtime.getRuntime().maxMemory(); touched += 1 << 20) {
      assertThat(new byte[1 << 20]).hasSize(1 << 20);
    }
    System.gc();
    return residentBytes() - Runtime.getRuntime().totalMemory();
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
