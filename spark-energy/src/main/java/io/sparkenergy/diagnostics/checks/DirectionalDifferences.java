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
package io.sparkenergy.diagnostics.checks;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.catalyst.ModelEvaluator;
import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.pass.RowPlace;
import io.sparkenergy.diagnostics.pass.WorstRows;
import java.io.Serializable;
import java.util.List;

/**
 * The score of every row against differences of its energy, along one direction u of signs:
 *
 * <pre>D(h) = (E(x + hu) - E(x - hu)) / 2h,   D = (4 D(h/2) - D(h)) / 3,   D + sᵀu = 0</pre>
 *
 * with h = ε^¼ times the row's own scale (Richardson's extrapolation; ε the precision of float64).
 * Where |D + sᵀu| exceeds |D(h/2) - D(h)|, what rounding of E leaves open at this step, and a share
 * of ‖s‖, the row is suspect; the worst are kept for a closer look. Mergeable.
 */
public final class DirectionalDifferences implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MOST_SUSPECTS = 32;
  private static final double STEP = Math.sqrt(Math.sqrt(0x1p-52));

  /** An energy of a few operations is right to a few ulps. */
  static final double ROUNDING = 8 * 0x1p-52;

  /** A row whose tolerance is a greater share of its score says nothing. */
  private static final double RESOLVED = 0.1;

  private final double share;
  private final WorstRows<KeptRow> suspects = new WorstRows<>(MOST_SUSPECTS);
  private final WorstRows<KeptRow> closest = new WorstRows<>(1);
  private long suspected;
  private long compared;
  private long unresolved;

  private transient double[] steps = new double[0];
  private transient long[] hashes = new long[0];
  private transient double[] shifted = new double[0];
  private transient double[] ahead = new double[0];
  private transient double[] behind = new double[0];

  /**
   * No rows yet.
   *
   * @param share what D and the score may be apart, relative to ‖s‖
   */
  public DirectionalDifferences(double share) {
    this.share = share;
  }

  /** The rows that are suspect, the worst of them, to be looked at again. */
  List<KeptRow> suspects() {
    return suspects.rows();
  }

  /** The row that came closest to being suspect, if none is. */
  List<KeptRow> closest() {
    return closest.rows();
  }

  /** |D + sᵀu| over its tolerance, of the worst row; 0 where there is none. */
  double figure() {
    return Math.max(0, Math.max(suspects.severity(), closest.severity()));
  }

  /** How many rows were suspect. */
  long suspected() {
    return suspected;
  }

  /** How many rows were compared. */
  long compared() {
    return compared;
  }

  /** How many rows say nothing, because the energy there is rough, huge, or no number. */
  long unresolved() {
    return unresolved;
  }

  public void merge(DirectionalDifferences other) {
    suspects.merge(other.suspects);
    closest.merge(other.closest);
    suspected += other.suspected;
    compared += other.compared;
    unresolved += other.unresolved;
  }

  /**
   * Compares a batch.
   *
   * @param energies evaluates energies alone, in float64
   */
  public void add(EvaluatedRows rows, ModelEvaluator energies) {
    int n = rows.count();
    int d = rows.dimension();
    allocate(n, n * d);
    double[] norms = new double[n];
    for (int row = 0; row < n; row++) {
      norms[row] = rows.scoreNorm(row);
      hashes[row] = RowHash.of(rows.features(), row * d, d);
      double scale = RowScale.of(rows.features(), row * d, d, rows.energies()[row], norms[row]);
      steps[row] = STEP * scale;
    }
    double[] whole = new double[n];
    double[] half = new double[n];
    double[] rounding = new double[n];
    residuals(rows, energies, 1, whole, rounding);
    residuals(rows, energies, 0.5, half, rounding);
    for (int row = 0; row < n; row++) {
      double error = Math.abs(4 * half[row] - whole[row]) / 3;
      double tolerance = Math.abs(half[row] - whole[row]) + rounding[row] + share * norms[row];
      judge(rows, row, error, tolerance, norms[row]);
    }
  }

  private void judge(EvaluatedRows rows, int row, double error, double tolerance, double norm) {
    if (!(error <= tolerance || error > tolerance)) {
      unresolved++;
      return;
    }
    compared++;
    double ratio = error == 0 ? 0 : error / tolerance;
    RowPlace place = rows.place(row);
    if (ratio > 1) {
      suspected++;
      keep(suspects, ratio, place, rows, row);
    } else {
      unresolved += tolerance > RESOLVED * (norm + error) && error > 0 ? 1 : 0;
      keep(closest, ratio, place, rows, row);
    }
  }

  private static void keep(
      WorstRows<KeptRow> kept, double ratio, RowPlace place, EvaluatedRows rows, int row) {
    if (kept.admits(ratio, place.partition(), place.position())) {
      kept.add(ratio, place.partition(), place.position(), new KeptRow(place, rows.features(row)));
    }
  }

  /** Of each row D(h) + sᵀu, over the steps as float64 takes them; adds up what rounding may be. */
  private void residuals(
      EvaluatedRows rows,
      ModelEvaluator energies,
      double part,
      double[] residuals,
      double[] rounding) {
    int d = rows.dimension();
    shift(rows, part);
    for (int row = 0; row < rows.count(); row++) {
      residuals[row] = moved(rows, row);
    }
    evaluate(energies, rows.count(), d, ahead);
    shift(rows, -part);
    for (int row = 0; row < rows.count(); row++) {
      residuals[row] -= moved(rows, row);
    }
    evaluate(energies, rows.count(), d, behind);
    for (int row = 0; row < rows.count(); row++) {
      double width = 2 * part * steps[row];
      residuals[row] = (ahead[row] - behind[row] + residuals[row]) / width;
      rounding[row] += ROUNDING * (Math.abs(ahead[row]) + Math.abs(behind[row])) / width;
    }
  }

  /** Moves every row by a part of its step. */
  private void shift(EvaluatedRows rows, double part) {
    int d = rows.dimension();
    double[] x = rows.features();
    for (int row = 0; row < rows.count(); row++) {
      double step = part * steps[row];
      long signs = 0;
      for (int i = 0; i < d; i++) {
        signs = (i & 63) == 0 ? RowHash.signs(hashes[row], i >> 6) : signs >>> 1;
        shifted[row * d + i] = x[row * d + i] + ((signs & 1) == 0 ? step : -step);
      }
    }
  }

  /** Σ sᵢ times how far entry i was moved. */
  private double moved(EvaluatedRows rows, int row) {
    double sum = 0;
    for (int i = row * rows.dimension(); i < (row + 1) * rows.dimension(); i++) {
      sum += rows.scores()[i] * (shifted[i] - rows.features()[i]);
    }
    return sum;
  }

  private void evaluate(ModelEvaluator energies, int n, int d, double[] result) {
    for (int done = 0; done < n; ) {
      Batch batch = energies.batch(d, n);
      int count = Math.min(n - done, batch.maxRows());
      System.arraycopy(shifted, done * d, batch.features(), 0, count * d);
      energies.evaluate(count);
      System.arraycopy(batch.energies(), 0, result, done, count);
      done += count;
    }
  }

  private void allocate(int rows, int numbers) {
    if (steps == null || steps.length < rows) {
      steps = new double[rows];
      hashes = new long[rows];
      ahead = new double[rows];
      behind = new double[rows];
    }
    if (shifted == null || shifted.length < numbers) {
      shifted = new double[numbers];
    }
  }
}
