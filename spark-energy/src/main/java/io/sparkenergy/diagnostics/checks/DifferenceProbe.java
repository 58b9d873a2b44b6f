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

import java.util.Arrays;

/**
 * A close look at the derivative of the energy along a direction: central differences at steps that
 * shrink by fours, extrapolated to none (Ridders, Advances in Engineering Software 4(2), 1982).
 * What is extrapolated is the difference to the score, D(h) + sᵀu, over the steps as float64 takes
 * them.
 */
final class DifferenceProbe {
  /** What was found along a direction. */
  enum Finding {
    AGREES,
    DISAGREES,
    /** The energy has a kink here, and the score is one of its slopes, or between them. */
    KINK,
    UNRESOLVED
  }

  /**
   * The difference of the derivative and the score along a direction.
   *
   * @param error |D + sᵀu|
   * @param tolerance how much of it the steps leave open
   * @param step the last step that was taken
   * @param derivative D
   */
  record Result(Finding finding, double error, double tolerance, double step, double derivative) {
    double ratio() {
      return error == 0 ? 0 : error / tolerance;
    }
  }

  static final int STEPS = 7;
  private static final double FIRST = 0.1;
  private static final double SHRINK = 4;
  private static final double SAFETY = 10;
  private static final double RESOLVED = 0.1;

  private final Points energies;
  private final double share;

  /**
   * A probe.
   *
   * @param energies evaluates energies alone, in float64
   * @param share what passes, relative to ‖s‖
   */
  DifferenceProbe(Points energies, double share) {
    this.energies = energies;
    this.share = share;
  }

  /** Looks along directions from one point, of energy E and score s. */
  Result[] look(double[] x, double energy, double[] score, double[][] directions) {
    int d = x.length;
    double norm = Math.sqrt(Arrays.stream(score).map(s -> s * s).sum());
    double scale = FIRST * RowScale.of(x, 0, d, energy, norm);
    double[][] points = new double[directions.length * STEPS * 2][];
    for (int k = 0, at = 0; k < directions.length; k++) {
      for (int step = 0; step < STEPS; step++) {
        double h = scale / Math.pow(SHRINK, step);
        points[at++] = moved(x, directions[k], h);
        points[at++] = moved(x, directions[k], -h);
      }
    }
    double[] found = energies.evaluate(Points.flat(points), points.length, d).energies();
    Result[] results = new Result[directions.length];
    for (int k = 0; k < directions.length; k++) {
      double along = dot(score, directions[k]);
      double[] up = new double[STEPS];
      double[] down = new double[STEPS];
      double[] rounding = new double[STEPS];
      for (int step = 0; step < STEPS; step++) {
        int at = 2 * (k * STEPS + step);
        double h = scale / Math.pow(SHRINK, step);
        up[step] = (found[at] - energy + slope(score, x, points[at])) / h;
        down[step] = (energy - found[at + 1] - slope(score, x, points[at + 1])) / h;
        rounding[step] =
            DirectionalDifferences.ROUNDING
                * (Math.abs(found[at]) + Math.abs(found[at + 1]) + Math.abs(energy))
                / h;
      }
      results[k] = judge(up, down, rounding, along, norm, scale);
    }
    return results;
  }

  private Result judge(
      double[] up, double[] down, double[] rounding, double along, double norm, double scale) {
    int last = STEPS - 1;
    double step = scale / Math.pow(SHRINK, last);
    double best = Double.NaN;
    double open = Double.POSITIVE_INFINITY;
    double[] previous = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double[] row = new double[STEPS];
      row[0] = (up[i] + down[i]) / 2;
      double factor = SHRINK * SHRINK;
      for (int j = 1; j <= i; j++) {
        row[j] = (factor * row[j - 1] - previous[j - 1]) / (factor - 1);
        factor *= SHRINK * SHRINK;
        double apart =
            SAFETY * Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - previous[j - 1]))
                + rounding[i];
        if (apart < open) {
          open = apart;
          best = row[j];
        }
      }
      previous = row;
    }
    double error = Math.abs(best);
    double tolerance = open + share * norm;
    double derivative = best - along;
    Finding finding;
    if (Double.isNaN(best)) {
      finding = Finding.UNRESOLVED;
    } else if (error > tolerance) {
      finding = isKink(up, down, rounding) ? Finding.KINK : Finding.DISAGREES;
    } else {
      boolean resolved = error == 0 || tolerance <= RESOLVED * (norm + error);
      finding = resolved ? Finding.AGREES : Finding.UNRESOLVED;
    }
    return new Result(finding, error, tolerance, step, derivative);
  }

  /** Whether the slopes to both sides stay apart as the step shrinks, with the score's between. */
  private static boolean isKink(double[] up, double[] down, double[] rounding) {
    int last = STEPS - 1;
    double apart = Math.abs(up[last] - down[last]);
    double before = Math.abs(up[last - 1] - down[last - 1]);
    double slack = 0.01 * apart + rounding[last];
    return apart > before / 2
        && apart > rounding[last]
        && Math.min(up[last], down[last]) <= slack
        && Math.max(up[last], down[last]) >= -slack;
  }

  private static double[] moved(double[] x, double[] direction, double h) {
    double[] moved = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + h * direction[i];
    }
    return moved;
  }

  /** Σ sᵢ times how far entry i was moved. */
  private static double slope(double[] score, double[] x, double[] moved) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += score[i] * (moved[i] - x[i]);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
