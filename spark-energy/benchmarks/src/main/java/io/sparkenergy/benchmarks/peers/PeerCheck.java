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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.backend.Precision;
import java.util.stream.IntStream;

/** Holds all contenders to the reference backend's float64, on rows from all over the batch. */
final class PeerCheck {
  private static final int CHECKED_ROWS = 256;

  private final Cell cell;
  private final int[] rows;
  private final double[] energies;
  private final double[] scores;
  private final double energyScale;

  PeerCheck(Cell cell, Problem problem) {
    this.cell = cell;
    int count = Math.min(cell.n(), CHECKED_ROWS);
    this.rows =
        IntStream.range(0, count)
            .map(i -> (int) ((long) i * (cell.n() - 1) / Math.max(1, count - 1)))
            .toArray();
    double[] features = new double[count * cell.d()];
    double[] all = Inputs.rows(cell.n(), cell.d());
    for (int i = 0; i < count; i++) {
      System.arraycopy(all, rows[i] * cell.d(), features, i * cell.d(), cell.d());
    }
    this.energies = new double[count];
    this.scores = new double[cell.quantities().withScores() ? features.length : 0];
    Cell checked = new Cell(cell.subject(), Precision.DOUBLE, cell.d(), count, cell.quantities());
    try (Evaluation reference = OurEvaluations.open("nd4j", problem.energy(), checked, features)) {
      reference.evaluate();
      double sum = 0;
      for (int i = 0; i < count; i++) {
        energies[i] = reference.energy(i);
        sum += Math.abs(energies[i]);
      }
      for (int i = 0; i < scores.length; i++) {
        scores[i] = reference.score(i);
      }
      this.energyScale = sum / count;
    }
  }

  /**
   * The most that answers may differ: of energies relative to their own size or the mean size in
   * the batch, whichever is larger; of scores relative to the row's largest entry.
   */
  static double bound(Precision precision) {
    return precision == Precision.DOUBLE ? 1e-9 : 5e-4;
  }

  /**
   * Evaluates once and compares.
   *
   * @return the nanoseconds that the evaluation took
   * @throws IllegalStateException saying which contender differs where
   */
  long check(Contender contender, Problem problem, String backend) {
    try (Evaluation evaluation = contender.open(cell, problem, backend)) {
      long start = System.nanoTime();
      evaluation.evaluate();
      long nanos = System.nanoTime() - start;
      int d = cell.d();
      for (int i = 0; i < rows.length; i++) {
        double size = Math.max(Math.abs(energies[i]), energyScale);
        require(contender, "energy", i, evaluation.energy(rows[i]), energies[i], size);
        double largest = 0;
        for (int j = 0; j < d && scores.length > 0; j++) {
          largest = Math.max(largest, Math.abs(scores[i * d + j]));
        }
        for (int j = 0; j < d && scores.length > 0; j++) {
          double found = evaluation.score(rows[i] * d + j);
          require(contender, "score[" + j + "]", i, found, scores[i * d + j], largest);
        }
      }
      return nanos;
    }
  }

  private void require(
      Contender contender, String what, int i, double found, double expected, double size) {
    // Negated, so that NaN is refused.
    if (!(Math.abs(found - expected) <= bound(cell.precision()) * size)) {
      throw new IllegalStateException(
          "%s: %s gave %s %s in row %d, the reference gives %s"
              .formatted(cell, contender.symbol(), what, found, rows[i], expected));
    }
  }
}
