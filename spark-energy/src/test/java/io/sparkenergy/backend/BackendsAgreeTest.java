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
import static org.assertj.core.api.Assertions.fail;

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.RandomEnergies;
import io.sparkenergy.expression.Instruction;
import io.sparkenergy.expression.Operator;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every backend against a plain interpreter, and so against every other, on random energies: within
 * what rounding explains for the row at hand, equal infinities, NaN in the same places.
 */
class BackendsAgreeTest {
  /** Random energies of each backend, shared out among the dimensions. */
  private static final int WIDE_ENERGIES = 2000;

  private static final int NARROW_ENERGIES = 1000;

  private static final int[] DIMENSIONS = {1, 2, 3, 5, 8, 16, 17, 33, 64};
  private static final List<Integer> ROWS = List.of(1, 2, 7, 33, 70);

  /** Batches smaller than the rows, as large, and larger. */
  private static final List<Integer> BATCH_ROWS = List.of(16, 32, 100);

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
    double[][] found = BatchedRows.evaluate(backend, energy, precision, batchRows, rows);
    ReferenceInterpreter interpreter =
        new ReferenceInterpreter(energy.program(BatchedRows.BOTH, d), precision);
    for (int i = 0; i < rows.length; i++) {
      List<BoundedNumber[]> expected = interpreter.run(rows[i]);
      BoundedNumber[] score = expected.get(1);
      double largest =
          Arrays.stream(score)
              .mapToDouble(BoundedNumber::magnitude)
              .filter(Double::isFinite)
              .reduce(1e-3, Math::max);
      for (int j = 0; j <= d; j++) {
        // A score that is the same for all entries is one number.
        BoundedNumber number = j == 0 ? expected.get(0)[0] : score[Math.min(j, score.length) - 1];
        double scale = j == 0 ? Math.max(1, number.magnitude()) : largest;
        if (!agreement.accepts(found[i][j], number, scale)) {
          fail(
              "%s in %s, seed %d, row %d of %d in batches of %d, %s: found %s, expected %s ± %s"
                  + "\n  row %s\n  energy %s",
              backend,
              precision,
              seed,
              i,
              rows.length,
              batchRows,
              j == 0 ? "energy" : "score of entry " + (j - 1),
              found[i][j],
              number.value(),
              number.error(),
              Arrays.toString(rows[i]),
              Energies.toJson(energy));
        }
      }
    }
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
