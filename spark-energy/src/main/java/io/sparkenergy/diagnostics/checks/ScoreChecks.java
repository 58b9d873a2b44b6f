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

import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.report.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The score against differences of the energy: what all rows showed, and a sample closer. */
final class ScoreChecks {
  static final String DIRECTION = "score_along_direction";
  static final String COORDINATE = "score_by_coordinate";

  private final Points points;
  private final double share;
  private final int named;

  /**
   * The checks.
   *
   * @param points evaluates energy and score, in float64
   * @param share what the two may be apart, relative to ‖s‖
   */
  ScoreChecks(Points points, double share, int named) {
    this.points = points;
    this.share = share;
    this.named = named;
  }

  /**
   * Along one direction of signs a row, all rows; those that looked suspect are looked at again.
   */
  Check alongDirection(DirectionalDifferences all) {
    String seen =
        text(
            "%,d rows, |D + s.u| over what steps, rounding and %.3g |s| leave open",
            all.compared(), share);
    if (all.unresolved() > 0) {
      seen += text("; %,d rows too rough or huge to tell", all.unresolved());
    }
    if (all.compared() == 0) {
      return Check.notApplicable(DIRECTION, "no row with finite energies around it");
    }
    if (all.suspected() == 0) {
      List<OffendingRow> closest = all.closest().stream().map(row -> named(row, "")).toList();
      return Check.of(DIRECTION, all.figure(), 1, seen, closest);
    }
    RowFigures figures = new RowFigures(DIRECTION, 1, named);
    Tally tally = new Tally();
    for (KeptRow row : all.suspects()) {
      int d = row.features().length;
      double[] direction = RowHash.direction(RowHash.of(row.features(), 0, d), d);
      look(row, new double[][] {direction}, figures, tally);
    }
    if (figures.failed() > 0) {
      seen +=
          text(
              "; %,d of them suspect, %d of the worst %d looked at again wrong",
              all.suspected(), figures.failed(), all.suspects().size());
    } else {
      seen += text("; %,d looked at again and found right", all.suspects().size());
    }
    return figures.check(seen + tally.text());
  }

  /** Along coordinates, of a sample of rows. */
  Check byCoordinate(List<KeptRow> sample, int coordinates) {
    RowFigures figures = new RowFigures(COORDINATE, 1, named);
    Tally tally = new Tally();
    for (KeptRow row : sample) {
      look(row, unitVectors(row, coordinates), figures, tally);
    }
    String seen =
        text(
            "%d rows, up to %d coordinates each, |D + s[i]| over what steps, rounding and %.3g |s|"
                + " leave open",
            sample.size(), coordinates, share);
    Check check = figures.check(seen + tally.text());
    return tally.agreeing == 0 && check.verdict() == Verdict.PASSED
        ? Check.notApplicable(COORDINATE, "no row with finite energies around it")
        : check;
  }

  private void look(KeptRow row, double[][] directions, RowFigures figures, Tally tally) {
    double[] x = row.features();
    Points.Results at = points.evaluate(x, 1, x.length);
    DifferenceProbe probe = new DifferenceProbe(points.energiesOnly(), share);
    double worst = 0;
    String detail = "";
    DifferenceProbe.Result[] results = probe.look(x, at.energies()[0], at.scores(), directions);
    for (int k = 0; k < results.length; k++) {
      DifferenceProbe.Result result = results[k];
      tally.add(result.finding());
      boolean counts =
          result.finding() == DifferenceProbe.Finding.AGREES
              || result.finding() == DifferenceProbe.Finding.DISAGREES;
      if (counts && (detail.isEmpty() || result.ratio() > worst)) {
        worst = result.ratio();
        detail = describe(result, directions[k]);
      }
    }
    figures.add(row, at.energies()[0], at.norm(0), worst, detail);
  }

  private static String describe(DifferenceProbe.Result result, double[] direction) {
    double[] nonZero = Arrays.stream(direction).filter(u -> u != 0).toArray();
    String along =
        nonZero.length == 1 && nonZero[0] == 1 ? "coordinate " + place(direction) : "a direction";
    return text(
        "derivative %.9g along %s, -score off by %.3g, tolerance %.3g, steps down to %.3g",
        result.derivative(), along, result.error(), result.tolerance(), result.step());
  }

  private static int place(double[] direction) {
    int place = 0;
    while (direction[place] == 0) {
      place++;
    }
    return place;
  }

  /** All coordinates, or some of them by chance. */
  private static double[][] unitVectors(KeptRow row, int most) {
    int d = row.features().length;
    int[] places =
        d <= most
            ? IntStream.range(0, d).toArray()
            : new SplittableRandom(RowHash.of(row.features(), 0, d))
                .ints(0, d)
                .distinct()
                .limit(most)
                .sorted()
                .toArray();
    double[][] directions = new double[places.length][d];
    for (int k = 0; k < places.length; k++) {
      directions[k][places[k]] = 1;
    }
    return directions;
  }

  private OffendingRow named(KeptRow row, String detail) {
    Points.Results at = points.evaluate(row.features(), 1, row.features().length);
    return new OffendingRow(
        row.place().label(),
        EvaluatedRows.shown(row.features()),
        at.energies()[0],
        at.norm(0),
        detail);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** How many directions ended how. */
  private static final class Tally {
    private int agreeing;
    private int kinks;
    private int unresolved;

    void add(DifferenceProbe.Finding finding) {
      switch (finding) {
        case AGREES -> agreeing++;
        case KINK -> kinks++;
        case UNRESOLVED -> unresolved++;
        case DISAGREES -> {}
      }
    }

    String text() {
      return (kinks > 0 ? "; " + kinks + " at kinks" : "")
          + (unresolved > 0 ? "; " + unresolved + " too rough or huge to tell" : "");
    }
  }
}
