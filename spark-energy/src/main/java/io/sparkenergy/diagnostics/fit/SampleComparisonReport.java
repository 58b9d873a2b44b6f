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
package io.sparkenergy.diagnostics.fit;

import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The energies of two data sets under one energy. NaN where one of them has no rows.
 *
 * @param kolmogorovSmirnov the largest distance of the two distribution functions, exact
 * @param pValue how probable a distance as large is if both are of one distribution: exact if the
 *     product of the counts is below 10,000, else by Kolmogorov's limit; conservative with ties
 * @param jensenShannon the Jensen-Shannon divergence of the histograms in bits, from 0 to 1
 * @param totalVariation half the sum of the differences of the histograms, from 0 to 1
 * @param bins equally wide between the pooled quantiles 0.001 and 0.999, and one on either side
 */
public record SampleComparisonReport(
    String energyName,
    RowCounts reference,
    RowCounts data,
    double kolmogorovSmirnov,
    double pValue,
    double jensenShannon,
    double totalVariation,
    List<EnergyBin> bins) {
  private static final long EXACT_BELOW = 10_000;

  /** Keeps a copy of the bins. */
  public SampleComparisonReport {
    bins = List.copyOf(bins);
  }

  static SampleComparisonReport of(
      String energyName,
      RowCounts reference,
      RowCounts data,
      double kolmogorovSmirnov,
      List<EnergyBin> bins) {
    return new SampleComparisonReport(
        energyName,
        reference,
        data,
        kolmogorovSmirnov,
        pValue(kolmogorovSmirnov, reference.used(), data.used()),
        jensenShannon(bins, reference.used(), data.used()),
        totalVariation(bins, reference.used(), data.used()),
        bins);
  }

  private static double pValue(double statistic, long n, long m) {
    if (Double.isNaN(statistic)) {
      return Double.NaN;
    }
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    if (n < EXACT_BELOW && m < EXACT_BELOW && n * m < EXACT_BELOW) {
      return test.exactP(statistic, (int) n, (int) m, false);
    }
    double scale = Math.sqrt((double) n * ((double) m / ((double) n + m)));
    return Math.min(1, Math.max(0, 1 - test.ksSum(statistic * scale, 1e-20, 100_000)));
  }

  private static double jensenShannon(List<EnergyBin> bins, long n, long m) {
    return bins.isEmpty()
        ? Double.NaN
        : bins.stream()
            .mapToDouble(
                bin -> {
                  double p = (double) bin.reference() / n;
                  double q = (double) bin.data() / m;
                  return (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2;
                })
            .sum();
  }

  private static double term(double p, double middle) {
    return p == 0 ? 0 : p * Math.log(p / middle) / Math.log(2);
  }

  private static double totalVariation(List<EnergyBin> bins, long n, long m) {
    return bins.isEmpty()
        ? Double.NaN
        : bins.stream()
                .mapToDouble(
                    bin -> Math.abs((double) bin.reference() / n - (double) bin.data() / m))
                .sum()
            / 2;
  }

  /** Whether the two differ, at a level such as 0.05. */
  public boolean differsAt(double level) {
    return pValue < level;
  }

  /** One JSON object; the outermost edges are left out. */
  public String toJson() {
    List<FieldWriter> histogram =
        bins.stream()
            .map(
                bin -> {
                  FieldWriter fields = JsonText.write();
                  if (Double.isFinite(bin.from())) {
                    fields.number("from", bin.from());
                  }
                  if (Double.isFinite(bin.to())) {
                    fields.number("to", bin.to());
                  }
                  return fields.integer("reference", bin.reference()).integer("data", bin.data());
                })
            .toList();
    return JsonText.write()
        .text("energy_name", energyName)
        .object("reference", toFields(reference))
        .object("data", toFields(data))
        .number("kolmogorov_smirnov", kolmogorovSmirnov)
        .number("p_value", pValue)
        .number("jensen_shannon", jensenShannon)
        .number("total_variation", totalVariation)
        .objects("bins", histogram)
        .toText();
  }

  private static FieldWriter toFields(RowCounts rows) {
    return JsonText.write()
        .integer("rows_used", rows.used())
        .integer("rows_without_features", rows.withoutFeatures())
        .integer("rows_not_finite", rows.notFinite());
  }

  /** A row a statistic, as {@link FitReport#toDataFrame} has them. */
  public Dataset<Row> toDataFrame(SparkSession spark) {
    return StatisticRow.frame(
        spark,
        List.of(
            StatisticRow.tested("kolmogorov_smirnov", kolmogorovSmirnov, null, pValue),
            StatisticRow.of("jensen_shannon", jensenShannon),
            StatisticRow.of("total_variation", totalVariation)));
  }

  @Override
  public String toString() {
    return String.join(
        "\n",
        "Energies under " + energyName,
        "  reference            " + reference,
        "  data                 " + data,
        String.format(
            Locale.ROOT, "  Kolmogorov-Smirnov   %.6g, p = %.4g", kolmogorovSmirnov, pValue),
        String.format(Locale.ROOT, "  Jensen-Shannon       %.6g bits", jensenShannon),
        String.format(Locale.ROOT, "  total variation      %.6g", totalVariation));
  }
}
