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

import static org.assertj.core.api.Assertions.fail;

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import java.util.Arrays;
import java.util.List;

/** Rows as the interpreter evaluates them. */
final class Interpreted {
  private final EnergyFunction energy;
  private final Precision precision;
  private final double[][] rows;
  private final List<List<BoundedNumber[]>> results;

  private Interpreted(EnergyFunction energy, Precision precision, double[]... rows) {
    ReferenceInterpreter interpreter =
        new ReferenceInterpreter(energy.program(BatchedRows.BOTH, rows[0].length), precision);
    this.energy = energy;
    this.precision = precision;
    this.rows = rows;
    this.results = Arrays.stream(rows).map(interpreter::run).toList();
  }

  static Interpreted of(EnergyFunction energy, Precision precision, double[]... rows) {
    return new Interpreted(energy, precision, rows);
  }

  /** Fails with all that it takes to see the first difference again. */
  void requireAgreement(double[][] found, Agreement agreement, String setting) {
    for (int i = 0; i < rows.length; i++) {
      BoundedNumber[] score = results.get(i).get(1);
      double largest =
          Arrays.stream(score)
              .mapToDouble(BoundedNumber::magnitude)
              .filter(Double::isFinite)
              .reduce(1e-3, Math::max);
      for (int j = 0; j < found[i].length; j++) {
        // A score that is the same for all entries is one number.
        BoundedNumber expected =
            j == 0 ? results.get(i).get(0)[0] : score[Math.min(j, score.length) - 1];
        double scale = j == 0 ? Math.max(1, expected.magnitude()) : largest;
        if (!agreement.accepts(found[i][j], expected, scale)) {
          fail(
              "%s in %s, row %d of %d, %s: found %s, expected %s ± %s%n  row %s%n  energy %s",
              setting,
              precision,
              i,
              rows.length,
              j == 0 ? "energy" : "score of entry " + (j - 1),
              found[i][j],
              expected.value(),
              expected.error(),
              Arrays.toString(rows[i]),
              Energies.toJson(energy));
        }
      }
    }
  }
}
