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
package io.sparkenergy.diagnostics.report;

import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.diagnostics.statistics.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reports for people: verdicts first, then what was seen. */
final class ReportText {
  /** The most features of a row on a line. */
  private static final int FEATURES = 4;

  private final StringBuilder text = new StringBuilder();

  static String of(EnergyTestReport report) {
    ReportText text = new ReportText();
    text.line("Test of %s over %s: %s", report.energy(), report.source(), rows(report.rows()));
    text.skipped(report.rows(), report.evaluated());
    for (Check check : report.checks()) {
      text.check(check);
    }
    List<String[]> table = new ArrayList<>(List.<String[]>of(head()));
    table.add(numbers("energy", report.energies()));
    table.add(numbers("score", report.scores()));
    table.add(numbers("score norm", report.scoreNorms()));
    text.table(report.rows(), table);
    return text.text.toString();
  }

  static String of(EnergyDebugReport report) {
    ReportText text = new ReportText();
    text.line("Debug of %s over %s: %s", report.energy(), report.source(), rows(report.rows()));
    text.skipped(report.rows(), report.evaluated());
    text.line(warnings(report.warnings().size()));
    for (EnergyWarning warning : report.warnings()) {
      text.line("  %-18s %s", warning.kind().symbol(), warning.kind().meaning());
      text.line("  %-18s %s: %s", "", rows(warning.count()), warning.detail());
      text.named(warning.rows());
    }
    List<String[]> table = new ArrayList<>(List.<String[]>of(head()));
    table.add(numbers("energy", report.energies()));
    table.add(numbers("score norm", report.scoreNorms()));
    text.table(report.rows(), table);
    return text.text.toString();
  }

  private static String warnings(int count) {
    return switch (count) {
      case 0 -> "No warnings";
      case 1 -> "1 warning";
      default -> count + " warnings";
    };
  }

  private void skipped(long rows, long evaluated) {
    if (evaluated < rows) {
      line("%s could not be evaluated", rows(rows - evaluated));
    }
  }

  private void check(Check check) {
    String verdict =
        check.verdict() == Verdict.NOT_APPLICABLE
            ? "n/a   "
            : check.verdict() == Verdict.PASSED ? "passed" : "FAILED";
    String figure =
        check.verdict() == Verdict.NOT_APPLICABLE
            ? ""
            : "%s, at most %s: ".formatted(number(check.figure()), number(check.bound()));
    line("  %s  %-42s %s%s", verdict, check.name(), figure, check.detail());
    if (check.verdict() == Verdict.FAILED) {
      named(check.rows());
    }
  }

  private void named(List<OffendingRow> rows) {
    for (OffendingRow row : rows) {
      String features =
          row.features().isEmpty()
              ? ""
              : row.features().stream()
                  .limit(FEATURES)
                  .map(ReportText::number)
                  .collect(
                      Collectors.joining(
                          ", ", " x = [", row.features().size() > FEATURES ? ", ...]" : "]"));
      line("      row %s:%s %s", row.row(), features, row.detail());
    }
  }

  /** Numbers under numbers. */
  private void table(long rows, List<String[]> cells) {
    if (rows == 0) {
      return;
    }
    int[] widths = new int[cells.get(0).length];
    for (String[] row : cells) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : cells) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < row.length; i++) {
        String format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
        line.append(String.format(Locale.ROOT, format, row[i]));
      }
      text.append(line).append('\n');
    }
  }

  private static String[] head() {
    return new String[] {
      "", "mean", "std", "min", "1%", "5%", "25%", "50%", "75%", "95%", "99%", "max", "NaN", "inf"
    };
  }

  private static String[] numbers(String name, Distribution numbers) {
    List<String> cells = new ArrayList<>(List.of(name));
    cells.add(number(numbers.mean()));
    cells.add(number(numbers.std()));
    cells.add(number(numbers.min()));
    for (int i = 0; i < 7; i++) {
      List<Quantile> quantiles = numbers.quantiles();
      cells.add(quantiles.isEmpty() ? "-" : number(quantiles.get(i).value()));
    }
    cells.add(number(numbers.max()));
    cells.add(Long.toString(numbers.nans()));
    cells.add(Long.toString(numbers.positiveInfinities() + numbers.negativeInfinities()));
    return cells.toArray(String[]::new);
  }

  private static String rows(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.4g", value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
