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

import io.sparkenergy.backend.cuda.HostPrograms;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.energy.AckleyEnergy;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.FunnelEnergy;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.RandomEnergies;
import io.sparkenergy.energy.RosenbrockEnergy;
import io.sparkenergy.energy.SphericalEnergy;
import io.sparkenergy.expression.SingleOperators;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The CUDA text of random energies, run on the CPU, against the plain interpreter: by one thread a
 * row, by several, by a warp and by a block.
 */
@Tag("cuda-text")
class CudaTextTest {
  private static final List<Integer> ROWS = List.of(1, 2, 7, 33, 70);

  private static final Map<Precision, Agreement> AGREEMENTS =
      Map.of(Precision.DOUBLE, new Agreement(1e-9), Precision.FLOAT, new Agreement(1e-3));

  @ParameterizedTest(name = "{0}, d = {1}")
  @CsvSource({
    "DOUBLE, 1, 25",
    "DOUBLE, 2, 25",
    "DOUBLE, 3, 25",
    "DOUBLE, 8, 40",
    "DOUBLE, 17, 30",
    "DOUBLE, 40, 30",
    "DOUBLE, 130, 12",
    "DOUBLE, 514, 4",
    "DOUBLE, 602, 3",
    "FLOAT, 2, 25",
    "FLOAT, 5, 25",
    "FLOAT, 16, 30",
    "FLOAT, 33, 30",
    "FLOAT, 132, 12",
    "FLOAT, 600, 4",
  })
  void energiesAndScoresAreTheInterpreters(Precision precision, int d, int count) {
    List<EnergyFunction> energies =
        IntStream.range(0, count).mapToObj(i -> RandomEnergies.of(seed(d, i), d)).toList();
    try (HostPrograms host = new HostPrograms(programs(energies, d, precision))) {
      for (int i = 0; i < count; i++) {
        Random random = new Random(seed(d, i));
        int n = d > 100 ? 3 : ROWS.get(random.nextInt(ROWS.size()));
        double[][] rows = rows(random, n, d);
        Interpreted.of(energies.get(i), precision, rows)
            .requireAgreement(
                host.energiesAndScores(i, rows),
                AGREEMENTS.get(precision),
                "CUDA text, seed " + seed(d, i));
      }
    }
  }

  @AfterAll
  static void mostNumbersSaySomething() {
    AGREEMENTS.forEach(
        (precision, agreement) ->
            assertThat(agreement.weakShare())
                .as("%s: %s", precision, agreement)
                .isLessThan(precision == Precision.DOUBLE ? 0.2 : 0.4));
  }

  @ParameterizedTest
  @EnumSource
  void operatorsAgreeOnEverySpecialNumber(Precision precision) {
    List<Named<EnergyFunction>> operators = SingleOperators.named().toList();
    List<CudaProgram> programs =
        operators.stream()
            .map(Named::getPayload)
            .map(
                operator ->
                    CudaProgram.of(
                        operator, operator.dimension().getAsInt(), BatchedRows.BOTH, precision))
            .toList();
    try (HostPrograms host = new HostPrograms(programs)) {
      for (int i = 0; i < programs.size(); i++) {
        double[][] rows = BackendsAgreeTest.specialRows(programs.get(i).dimension());
        Interpreted.of(operators.get(i).getPayload(), precision, rows)
            .requireAgreement(
                host.energiesAndScores(i, rows),
                new Agreement(1e-3),
                "CUDA text of " + operators.get(i).getName());
      }
    }
  }

  /** Rows of more entries than the threads of a block hold: a loop goes through them. */
  @ParameterizedTest
  @EnumSource
  void longRowsAreTheInterpreters(Precision precision) {
    int d = 20_003;
    List<EnergyFunction> energies =
        List.of(
            RosenbrockEnergy.of(1.2, 7),
            AckleyEnergy.standard(),
            SphericalEnergy.of(FunnelEnergy.of(1.5)),
            EnergyFunction.define(
                "peaks", x -> x.largest().plus(x.softmax().dot(x)).plus(x.tanh().norm())));
    try (HostPrograms host = new HostPrograms(programs(energies, d, precision))) {
      double[][] rows = rows(new Random(3), 2, d);
      for (int i = 0; i < energies.size(); i++) {
        Interpreted.of(energies.get(i), precision, rows)
            .requireAgreement(
                host.energiesAndScores(i, rows), new Agreement(1e-3), "CUDA text, long rows");
      }
    }
  }

  /** More terms than threads have registers for, and than they choose from one by one. */
  @ParameterizedTest
  @EnumSource
  void manyTermsAreTheInterpreters(Precision precision) {
    int d = 40;
    Random random = new Random(4);
    List<EnergyFunction> terms =
        Stream.<EnergyFunction>generate(
                () ->
                    DensityEnergy.diagonalNormal(
                        random.doubles(d, -1, 1).toArray(), random.doubles(d, 0.5, 2).toArray()))
            .limit(70)
            .toList();
    List<EnergyFunction> energies =
        List.of(
            MixtureEnergy.of(terms.subList(0, 12)),
            MixtureEnergy.of(terms),
            CompositeEnergy.of(CompositeEnergy.Operation.MIN, terms));
    try (HostPrograms host = new HostPrograms(programs(energies, d, precision))) {
      double[][] rows = rows(random, 9, d);
      for (int i = 0; i < energies.size(); i++) {
        Interpreted.of(energies.get(i), precision, rows)
            .requireAgreement(
                host.energiesAndScores(i, rows), new Agreement(1e-3), "CUDA text, many terms");
      }
    }
  }

  private static List<CudaProgram> programs(
      List<EnergyFunction> energies, int d, Precision precision) {
    return energies.stream()
        .map(energy -> CudaProgram.of(energy, d, BatchedRows.BOTH, precision))
        .toList();
  }

  private static long seed(int d, int i) {
    return 7_000_000L + d * 1000L + i;
  }

  private static double[][] rows(Random random, int n, int d) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
