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
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend keeps to, whatever it computes with. */
class BackendsTest {
  private static final double[][] ROWS = EnergyCatalogue.rows(64);
  private static final BatchSize MANY_ROWS = new BatchSize(5000, Long.MAX_VALUE);

  /** Odd, so that the small batches begin at every place of a tile. */
  private static final int FEW_ROWS = 7;

  static Stream<String> backends() {
    return BatchedRows.backends();
  }

  static Stream<Arguments> backendsAndEnergies() {
    return backends()
        .flatMap(backend -> EnergyCatalogue.named().map(energy -> Arguments.of(backend, energy)));
  }

  static Stream<Arguments> backendsEnergiesAndDimensions() {
    return backends()
        .flatMap(
            backend ->
                EnergyCatalogue.named()
                    .flatMap(
                        energy -> dimensions(energy).map(d -> Arguments.of(backend, energy, d))));
  }

  /** Two entries, and where these are not fixed more than any tile or vector register has. */
  private static Stream<Integer> dimensions(Named<EnergyFunction> energy) {
    boolean free = energy.getPayload().dimension().isEmpty();
    return free && !energy.getName().equals("himmelblau") ? Stream.of(2, 37) : Stream.of(2);
  }

  @ParameterizedTest
  @MethodSource("backendsAndEnergies")
  void resultsDoNotDependOnTheBatchSize(String backend, EnergyFunction energy) {
    double[][] whole = BatchedRows.evaluate(backend, energy, Precision.DOUBLE, 64, ROWS);
    for (int batchRows : new int[] {1, 7}) {
      assertSame(BatchedRows.evaluate(backend, energy, Precision.DOUBLE, batchRows, ROWS), whole);
    }
  }

  @ParameterizedTest
  @MethodSource("backendsAndEnergies")
  void float32AgreesToItsDigits(String backend, EnergyFunction energy) {
    double[][] wide = BatchedRows.evaluate("nd4j", energy, Precision.DOUBLE, 64, ROWS);
    double[][] narrow = BatchedRows.evaluate(backend, energy, Precision.FLOAT, 64, ROWS);
    for (int i = 0; i < wide.length; i++) {
      double scale = Math.max(10, Arrays.stream(wide[i]).map(Math::abs).sum());
      assertThat(narrow[i]).containsExactly(wide[i], within(2e-5 * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("backendsEnergiesAndDimensions")
  void manyRowsAtOnceAreWhatFewRowsAre(String backend, EnergyFunction energy, int d) {
    double[][] rows = rows(MANY_ROWS.maxRows(), d);
    double[][] whole;
    try (BatchEvaluator evaluator =
        Backends.find(backend).open(energy, d, BatchedRows.BOTH, Precision.DOUBLE, MANY_ROWS)) {
      whole = BatchedRows.evaluate(evaluator, rows);
      double[] written = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
      assertThat(evaluator.batch().features()).as("rows as they were written").startsWith(written);

      // Fewer rows afterwards, and other ones: nothing of the larger batch may show.
      double[][] later = Arrays.copyOfRange(rows, 3001, 3001 + 133);
      assertSame(
          BatchedRows.evaluate(evaluator, later), Arrays.copyOfRange(whole, 3001, 3001 + 133));
      assertSame(BatchedRows.evaluate(evaluator, rows), whole);
    }
    assertSame(BatchedRows.evaluate(backend, energy, Precision.DOUBLE, FEW_ROWS, rows), whole);
    int[] some = Stream.iterate(0, i -> i < rows.length, i -> i + 13).mapToInt(i -> i).toArray();
    double[][] alone = BatchedRows.evaluate(backend, energy, Precision.DOUBLE, 1, pick(rows, some));
    assertSame(alone, pick(whole, some));
  }

  private static double[][] pick(double[][] rows, int... places) {
    return Arrays.stream(places).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  /** To the rounding of another order of summation, which a product over more rows may take. */
  private static void assertSame(double[][] found, double[]... expected) {
    assertThat(found.length).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      double largest = Arrays.stream(expected[i]).map(Math::abs).reduce(1, Math::max);
      for (int j = 0; j < expected[i].length; j++) {
        double bound = 1e-12 * largest;
        if (!(Math.abs(found[i][j] - expected[i][j]) <= bound)) {
          assertThat(found[i][j]).as("row %d, number %d", i, j).isEqualTo(expected[i][j]);
        }
      }
    }
  }

  private static double[][] rows(int n, int d) {
    Random random = new Random(d);
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = random.doubles(d, -2, 2).toArray();
    }
    return rows;
  }

  @Test
  void unknownBackendIsRefusedWithWhatIsThere() {
    assertThatThrownBy(() -> Backends.find("tpu"))
        .hasMessageContaining("backend tpu cannot be used")
        .hasMessageContaining("auto, " + String.join(", ", Backends.names()));
  }

  @Test
  void batchesAreBoundedByRowsAndBytes() {
    var program = HarmonicEnergy.standard().program(BatchedRows.BOTH, 100);
    int numbers = program.numbersPerRow();
    assertThat(new BatchSize(50, Long.MAX_VALUE).rows(program, Precision.DOUBLE)).isEqualTo(50);
    assertThat(new BatchSize(50, 8L * numbers * 7).rows(program, Precision.DOUBLE)).isEqualTo(7);
    assertThat(new BatchSize(50, 1).rows(program, Precision.DOUBLE)).isEqualTo(1);
    assertThat(new BatchSize(50, 8L * 3 * 7).rows(3, Precision.DOUBLE)).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("backends")
  @EnabledOnOs(OS.LINUX)
  void tenThousandBatchesTakeNoMoreMemory(String backend) throws IOException {
    EnergyFunction energy = EnergyCatalogue.all().get("mixture");
    BatchSize size = new BatchSize(1024, Long.MAX_VALUE);
    long before = 0;
    try (BatchEvaluator evaluator =
        Backends.find(backend).open(energy, 2, BatchedRows.BOTH, Precision.DOUBLE, size)) {
      for (int i = 0; i < 13_000; i++) {
        if (i == 3_000) {
          before = nativeBytes();
        }
        evaluator.evaluate(1024);
      }
    }
    for (int i = 0; i < 200; i++) {
      Backends.find(backend).open(energy, 2, BatchedRows.BOTH, Precision.DOUBLE, size).close();
    }
    assertThat(nativeBytes() - before).isLessThan(256L << 20);
  }

  /** What is resident beyond the Java heap, all of which is: the build starts the tests so. */
  private static long nativeBytes() throws IOException {
    awaitCompiler();
    return residentBytes() - Runtime.getRuntime().totalMemory();
  }

  /** The JIT's memory for what it works on, which can be more than all of a backend's. */
  private static void awaitCompiler() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long before = -1;
    while (before != compiler.getTotalCompilationTime()) {
      before = compiler.getTotalCompilationTime();
      LockSupport.parkNanos(500_000_000L);
    }
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
