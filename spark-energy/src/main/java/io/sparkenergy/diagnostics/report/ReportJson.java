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
import io.sparkenergy.diagnostics.statistics.Histogram;
import io.sparkenergy.diagnostics.statistics.Quantile;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.util.List;

/** Reports as JSON, field by field. */
final class ReportJson {
  private ReportJson() {}

  static FieldWriter of(EnergyTestReport report) {
    return JsonText.write()
        .text("energy", report.energy())
        .text("source", report.source())
        .integer("rows", report.rows())
        .integer("evaluated", report.evaluated())
        .flag("passed", report.passed())
        .objects("checks", report.checks().stream().map(ReportJson::of).toList())
        .number("energy_mean", report.energyMean())
        .number("energy_std", report.energyStd())
        .number("score_mean", report.scoreMean())
        .number("score_std", report.scoreStd())
        .object("energies", of(report.energies()))
        .object("scores", of(report.scores()))
        .object("score_norms", of(report.scoreNorms()));
  }

  static FieldWriter of(EnergyDebugReport report) {
    return JsonText.write()
        .text("energy", report.energy())
        .text("source", report.source())
        .integer("rows", report.rows())
        .integer("evaluated", report.evaluated())
        .flag("clean", report.clean())
        .objects("warnings", report.warnings().stream().map(ReportJson::of).toList())
        .object("energies", of(report.energies()))
        .object("score_norms", of(report.scoreNorms()))
        .objects("columns", report.columns().stream().map(ReportJson::of).toList());
  }

  private static FieldWriter of(Check check) {
    return JsonText.write()
        .text("name", check.name())
        .text("verdict", check.verdict().symbol())
        .number("figure", check.figure())
        .number("bound", check.bound())
        .text("detail", check.detail())
        .objects("rows", rows(check.rows()));
  }

  private static FieldWriter of(EnergyWarning warning) {
    return JsonText.write()
        .text("kind", warning.kind().symbol())
        .text("meaning", warning.kind().meaning())
        .integer("count", warning.count())
        .number("figure", warning.figure())
        .number("threshold", warning.threshold())
        .text("detail", warning.detail())
        .objects("rows", rows(warning.rows()));
  }

  private static List<FieldWriter> rows(List<OffendingRow> rows) {
    return rows.stream()
        .map(
            row ->
                JsonText.write()
                    .text("row", row.row())
                    .numbers("features", numbers(row.features()))
                    .number("energy", row.energy())
                    .number("score_norm", row.scoreNorm())
                    .text("detail", row.detail()))
        .toList();
  }

  private static FieldWriter of(ColumnScale scale) {
    return JsonText.write()
        .text("column", scale.column())
        .number("mean", scale.mean())
        .number("std", scale.std())
        .number("score_rms", scale.scoreRms())
        .number("ratio", scale.ratio());
  }

  private static FieldWriter of(Distribution numbers) {
    return JsonText.write()
        .integer("count", numbers.count())
        .integer("nans", numbers.nans())
        .integer("positive_infinities", numbers.positiveInfinities())
        .integer("negative_infinities", numbers.negativeInfinities())
        .number("mean", numbers.mean())
        .number("std", numbers.std())
        .number("min", numbers.min())
        .number("max", numbers.max())
        .objects("quantiles", numbers.quantiles().stream().map(ReportJson::of).toList())
        .number("resolution", numbers.resolution())
        .object("histogram", of(numbers.histogram()));
  }

  private static FieldWriter of(Quantile quantile) {
    return JsonText.write()
        .number("probability", quantile.probability())
        .number("value", quantile.value());
  }

  private static FieldWriter of(Histogram histogram) {
    return JsonText.write()
        .number("from", histogram.from())
        .number("to", histogram.to())
        .counts("counts", histogram.counts())
        .integer("below", histogram.below())
        .integer("above", histogram.above());
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
