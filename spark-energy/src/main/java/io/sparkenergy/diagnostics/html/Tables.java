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
package io.sparkenergy.diagnostics.html;

import io.sparkenergy.diagnostics.fit.MeanEstimate;
import io.sparkenergy.diagnostics.fit.RowCounts;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.diagnostics.statistics.Quantile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables that several sections show. */
final class Tables {
  private Tables() {}

  /** Means with their standard errors and intervals. */
  static void means(HtmlText html, Map<String, MeanEstimate> means) {
    double confidence = means.values().iterator().next().confidence();
    String interval = HtmlText.figure(100 * confidence) + " % interval";
    html.tableHead(List.of("", "#mean", "#standard error", "#" + interval));
    means.forEach(
        (name, mean) -> {
          html.open("tr", "").element("td", "wide", name);
          html.open("td", "number").number(mean.mean()).close("td");
          html.open("td", "number").number(mean.standardError()).close("td");
          html.open("td", "number").number(mean.low()).text(" to ").number(mean.high());
          html.close("td").close("tr");
        });
    html.tableEnd();
  }

  /** Mean, spread, ends and quantiles of each distribution, one a row. */
  static void distributions(HtmlText html, Map<String, Distribution> distributions) {
    html.tableHead(List.of("", "#rows", "#not finite", "#mean", "#std", "#min", "#median", "#max"));
    distributions.forEach(
        (name, distribution) -> {
          html.open("tr", "").element("td", "", name);
          html.open("td", "number").count(distribution.count()).close("td");
          html.open("td", "number").count(distribution.nonFinite()).close("td");
          for (double figure :
              new double[] {
                distribution.mean(),
                distribution.std(),
                distribution.min(),
                median(distribution),
                distribution.max()
              }) {
            html.open("td", "number").number(figure).close("td");
          }
          html.close("tr");
        });
    html.tableEnd();
  }

  private static double median(Distribution distribution) {
    return distribution.quantiles().stream()
        .filter(quantile -> quantile.probability() == 0.5)
        .mapToDouble(Quantile::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Rows that checks or warnings name, under what names them. */
  static void rows(HtmlText html, Map<String, List<OffendingRow>> groups) {
    html.tableHead(List.of("found by", "row", "what", "#energy", "#score norm", "features"));
    groups.forEach((name, rows) -> rows.forEach(row -> row(html, name, row)));
    html.tableEnd();
  }

  private static void row(HtmlText html, String name, OffendingRow row) {
    html.open("tr", "").element("td", "", name);
    html.open("td", "").element("code", "", row.row()).close("td");
    html.element("td", "wide", row.detail());
    html.open("td", "number").number(row.energy()).close("td");
    html.open("td", "number").number(row.scoreNorm()).close("td");
    String features =
        row.features().stream()
            .map(value -> value == null ? "null" : HtmlText.figure(value))
            .collect(Collectors.joining(", "));
    String more = row.features().size() == OffendingRow.FEATURES_SHOWN ? ", …" : "";
    html.open("td", "wide").element("code", "", features + more).close("td").close("tr");
  }

  /** Rows that counted and rows that did not, in a sentence. */
  static void counts(HtmlText html, RowCounts rows) {
    html.open("p", "quiet").count(rows.used()).text(" rows");
    if (rows.withoutFeatures() > 0) {
      html.text("; ").count(rows.withoutFeatures()).text(" without features");
    }
    if (rows.notFinite() > 0) {
      html.text("; ").count(rows.notFinite()).text(" with NaN or infinity, left out");
    }
    html.close("p");
  }
}
