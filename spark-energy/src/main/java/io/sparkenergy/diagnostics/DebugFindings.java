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
package io.sparkenergy.diagnostics;

import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.pass.RowPlace;
import io.sparkenergy.diagnostics.pass.RowSink;
import io.sparkenergy.diagnostics.report.ColumnScale;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyWarning;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.numerics.RunningDistribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What debugging has found so far; one a partition, merged into one. */
final class DebugFindings implements RowSink {
  private static final long serialVersionUID = 1L;

  private final EnergyDebugOptions options;
  private final EnumMap<WarningKind, FoundRows> found = new EnumMap<>(WarningKind.class);
  private final RunningDistribution energies = new RunningDistribution();
  private final RunningDistribution norms = new RunningDistribution();
  private final ColumnScales columns = new ColumnScales();

  /** The rows of the greatest and of the least energy, infinite ones too. */
  private final FoundRows greatest;

  private final FoundRows least;
  private long rows;
  private long evaluated;

  DebugFindings(EnergyDebugOptions options) {
    this.options = options;
    int named = options.data().namedRows();
    for (WarningKind kind : WarningKind.values()) {
      found.put(kind, new FoundRows(named));
    }
    this.greatest = new FoundRows(Math.max(1, named - named / 2));
    this.least = new FoundRows(Math.max(1, named / 2));
  }

  @Override
  public void refused(WarningKind kind, RowPlace place, String detail) {
    rows++;
    found.get(kind).add(place, detail);
  }

  @Override
  public void evaluated(EvaluatedRows batch) {
    rows += batch.count();
    evaluated += batch.count();
    energies.add(batch.energies(), batch.count());
    for (int row = 0; row < batch.count(); row++) {
      boolean finiteInput =
          look(WarningKind.NON_FINITE_INPUT, batch, row, batch.features(), "feature ");
      lookAtEnergy(batch, row, finiteInput);
      if (batch.hasScores()) {
        look(WarningKind.NON_FINITE_SCORE, batch, row, batch.scores(), "score entry ");
        lookAtNorm(batch, row);
      }
    }
    if (batch.hasScores()) {
      columns.add(batch);
    }
  }

  /** Notes a row that has a NaN or an infinity among its numbers, and says whether it has none. */
  private boolean look(
      WarningKind kind, EvaluatedRows batch, int row, double[] numbers, String what) {
    int d = batch.dimension();
    for (int i = 0; i < d; i++) {
      double number = numbers[row * d + i];
      if (!Double.isFinite(number)) {
        int place = i;
        found.get(kind).add(0, batch, row, () -> what + place + " is " + number);
        return false;
      }
    }
    return true;
  }

  private void lookAtEnergy(EvaluatedRows batch, int row, boolean finiteInput) {
    double energy = batch.energies()[row];
    if (!Double.isFinite(energy)) {
      found.get(WarningKind.NON_FINITE_ENERGY).add(0, batch, row, () -> "energy is " + energy);
    }
    if (Double.isNaN(energy)) {
      return;
    }
    if (energy == Double.POSITIVE_INFINITY && finiteInput) {
      found.get(WarningKind.OUTSIDE_DOMAIN).add(0, batch, row, () -> "p(x) = 0");
    }
    greatest.add(energy, batch, row, () -> "among the greatest energies");
    least.add(-energy, batch, row, () -> "among the least energies");
  }

  private void lookAtNorm(EvaluatedRows batch, int row) {
    double norm = batch.scoreNorm(row);
    norms.add(norm);
    if (norm > options.scoreNorm()) {
      found.get(WarningKind.LARGE_SCORE).add(norm, batch, row, () -> text("score norm %.6g", norm));
    } else if (norm <= options.zeroScoreNorm()) {
      found.get(WarningKind.ZERO_SCORE).add(0, batch, row, () -> text("score norm %.6g", norm));
    }
  }

  DebugFindings merge(DebugFindings other) {
    rows += other.rows;
    evaluated += other.evaluated;
    other.found.forEach((kind, rowsFound) -> found.get(kind).merge(rowsFound));
    energies.merge(other.energies);
    norms.merge(other.norms);
    columns.merge(other.columns);
    greatest.merge(other.greatest);
    least.merge(other.least);
    return this;
  }

  EnergyDebugReport report(String energy, List<String> features) {
    List<ColumnScale> scales = columns.scales(features);
    List<EnergyWarning> warnings = new ArrayList<>();
    for (WarningKind kind : WarningKind.values()) {
      switch (kind) {
        case LARGE_SCORE -> largeScore(warnings);
        case ENERGY_RANGE -> energyRange(warnings);
        case ZERO_SCORE -> zeroScore(warnings);
        case CONSTANT_ENERGY -> constantEnergy(warnings);
        case COLUMN_SCALE -> columnScale(warnings, scales);
        default -> counted(warnings, kind);
      }
    }
    return new EnergyDebugReport(
        energy,
        options.data().source(),
        rows,
        evaluated,
        warnings,
        Distribution.of(energies),
        Distribution.of(norms),
        scales);
  }

  private void counted(List<EnergyWarning> warnings, WarningKind kind) {
    FoundRows rowsFound = found.get(kind);
    if (rowsFound.count() > 0) {
      String detail =
          kind == WarningKind.NON_FINITE_ENERGY
              ? text(
                  "%d NaN, %d +infinity, %d -infinity",
                  energies.nans(), energies.positiveInfinities(), energies.negativeInfinities())
              : text("%d of %d rows", rowsFound.count(), rows);
      warnings.add(
          warning(kind, rowsFound.count(), (double) rowsFound.count(), Double.NaN, detail));
    }
  }

  private void largeScore(List<EnergyWarning> warnings) {
    FoundRows rowsFound = found.get(WarningKind.LARGE_SCORE);
    if (rowsFound.count() > 0) {
      String detail =
          text("norms up to %.6g, beyond %.6g", rowsFound.severity(), options.scoreNorm());
      warnings.add(
          warning(
              WarningKind.LARGE_SCORE,
              rowsFound.count(),
              rowsFound.severity(),
              options.scoreNorm(),
              detail));
    }
  }

  private void energyRange(List<EnergyWarning> warnings) {
    double max = greatest.severity();
    double min = -least.severity();
    if (max - min > options.energyRange()) {
      warnings.add(
          new EnergyWarning(
              WarningKind.ENERGY_RANGE,
              greatest.count(),
              max - min,
              options.energyRange(),
              text("from %.6g to %.6g", min, max),
              Stream.concat(greatest.rows().stream(), least.rows().stream())
                  .distinct()
                  .limit(options.data().namedRows())
                  .toList()));
    }
  }

  private void zeroScore(List<EnergyWarning> warnings) {
    long zero = found.get(WarningKind.ZERO_SCORE).count();
    double share = (double) zero / evaluated;
    if (share > options.zeroScoreShare()) {
      String detail = text("%d of %d rows, a share of %.3g", zero, evaluated, share);
      warnings.add(warning(WarningKind.ZERO_SCORE, zero, share, options.zeroScoreShare(), detail));
    }
  }

  private void constantEnergy(List<EnergyWarning> warnings) {
    if (energies.count() > 1 && energies.count() == evaluated && energies.min() == energies.max()) {
      String detail = text("%.17g on all of %d rows", energies.min(), evaluated);
      warnings.add(
          warning(WarningKind.CONSTANT_ENERGY, evaluated, energies.min(), Double.NaN, detail));
    }
  }

  /** Constant columns and columns without a score have no scale to compare. */
  private void columnScale(List<EnergyWarning> warnings, List<ColumnScale> scales) {
    List<ColumnScale> compared =
        scales.stream()
            .filter(scale -> scale.ratio() > 0 && Double.isFinite(scale.ratio()))
            .sorted(Comparator.comparingDouble(ColumnScale::ratio))
            .toList();
    if (compared.isEmpty()) {
      return;
    }
    ColumnScale narrow = compared.get(0);
    ColumnScale wide = compared.get(compared.size() - 1);
    double figure = wide.ratio() / narrow.ratio();
    if (figure > options.scaleRatio()) {
      String detail =
          text(
              "%s spreads over %.3g of the energy's lengths (std %.6g), %s over %.3g (std %.6g)",
              wide.column(),
              wide.ratio(),
              wide.std(),
              narrow.column(),
              narrow.ratio(),
              narrow.std());
      warnings.add(
          new EnergyWarning(
              WarningKind.COLUMN_SCALE,
              energies.count(),
              figure,
              options.scaleRatio(),
              detail,
              List.of()));
    }
  }

  private EnergyWarning warning(
      WarningKind kind, long count, double figure, double threshold, String detail) {
    return new EnergyWarning(kind, count, figure, threshold, detail, found.get(kind).rows());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
