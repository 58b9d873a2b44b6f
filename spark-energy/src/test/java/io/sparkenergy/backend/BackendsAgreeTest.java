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

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.RandomEnergies;
import io.sparkenergy.expression.Instruction;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.SingleOperators;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every backend against a plain interpreter, and so against every other, on random energies: within
 * what rounding explains for the row at hand, equal infinities, NaN in the same places.
 */
@Tag("spark-free")
class BackendsAgreeTest {
  /** Random energies of each backend, shared out among the dimensions. */
  private static final int WIDE_ENERGIES = 2000;

  private static final int NARROW_ENERGIES = 1000;

  private static final int[] DIMENSIONS = {1, 2, 3, 5, 8, 16, 17, 33, 64};
  private static final List<Integer> ROWS = List.of(1, 2, 7, 33, 70);

  /** Batches smaller than the rows, as large, and larger. */
  private static final List<Integer> BATCH_ROWS = List.of(16, 32, 100);

  private static final double[] SPECIAL = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY,
    0,
    -1,
    1,
    0.375,
    -40.5,
    3e20,
    0x1p-60,
  };

  static Stream<Arguments> backendsAndDimensions() {
    return BatchedRows.backends()
        .flatMap(
            backend ->
                Arrays.stream(DIMENSIONS)
                    .boxed()
                    .flatMap(
                        d ->
                            Arrays.stream(Precision.values())
                                .map(precision -> Arguments.of(backend, precision, d))));
  }

  @ParameterizedTest(name = "{0} in {1}, d = {2}")
  @MethodSource("backendsAndDimensions")
  void energiesAndScoresAreTheInterpreters(String backend, Precision precision, int d) {
    boolean wide = precision == Precision.DOUBLE;
    Agreement agreement = new Agreement(wide ? 1e-9 : 1e-3);
    int count = (wide ? WIDE_ENERGIES : NARROW_ENERGIES) / DIMENSIONS.length;
    for (int i = 0; i < count; i++) {
      compare(backend, precision, seed(d, i), d, agreement);
    }
    assertThat(agreement.weakShare()).as("%s", agreement).isLessThan(wide ? 0.1 : 0.2);
  }

  static Stream<Arguments> backendsAndOperators() {
    return BatchedRows.backends()
        .flatMap(
            backend -> SingleOperators.named().map(operator -> Arguments.of(backend, operator)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("backendsAndOperators")
  void operatorsAgreeOnEverySpecialNumber(String backend, EnergyFunction operator) {
    double[][] rows = specialRows(operator.dimension().getAsInt());
    for (Precision precision : Precision.values()) {
      double[][] found = BatchedRows.evaluate(backend, operator, precision, 64, rows);
      Interpreted.of(operator, precision, rows)
          .requireAgreement(found, new Agreement(1e-3), backend);
    }
  }

  /** Every way to put special numbers into d entries. */
  static double[][] specialRows(int d) {
    int count = (int) Math.pow(SPECIAL.length, d);
    double[][] rows = new double[count][d];
    for (int i = 0; i < count; i++) {
      for (int j = 0, rest = i; j < d; j++, rest /= SPECIAL.length) {
        rows[i][j] = SPECIAL[rest % SPECIAL.length];
      }
    }
    return rows;
  }

  @Test
  void everyOperatorIsAmongTheInstructions() {
    Set<Operator> found = EnumSet.noneOf(Operator.class);
    for (int d : DIMENSIONS) {
      for (int i = 0; i < WIDE_ENERGIES / DIMENSIONS.length; i++) {
        RandomEnergies.of(seed(d, i), d).program(BatchedRows.BOTH, d).instructions().stream()
            .map(Instruction::operator)
            .forEach(found::add);
      }
    }
    assertThat(EnumSet.complementOf(EnumSet.copyOf(found)))
        .as("what is no instruction, and row functions, which have tests of their own")
        .containsExactly(
            Operator.INPUT,
            Operator.DIRECTION,
            Operator.CONSTANT,
            Operator.PARAMETER,
            Operator.SIZE,
            Operator.TERM,
            Operator.CLIP,
            Operator.POINT,
            Operator.LEAF,
            Operator.LEAF_GRADIENT);
  }

  private static long seed(int d, int i) {
    return d * 100_000L + i;
  }

  private static void compare(
      String backend, Precision precision, long seed, int d, Agreement agreement) {
    EnergyFunction energy = RandomEnergies.of(seed, d);
    Random random = new Random(seed);
    double[][] rows = rows(random, ROWS.get(random.nextInt(ROWS.size())), d);
    int batchRows = BATCH_ROWS.get(random.nextInt(BATCH_ROWS.size()));
    String setting = "seed %d, batches of %d".formatted(seed, batchRows);
    double[][] found = BatchedRows.evaluate(backend, energy, precision, batchRows, rows);
    Interpreted.of(energy, precision, rows)
        .requireAgreement(found, agreement, backend + ", " + setting);
  }

  /** Rows that float32 holds exactly: rounding them is no part of evaluating them. */
  private static double[][] rows(Random random, int n, int d) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      double spread = random.nextInt(10) == 0 ? 4 : 1;
      for (int j = 0; j < d; j++) {
        row[j] = (float) (spread * random.nextGaussian());
      }
    }
    return rows;
  }
}
