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

import io.sparkenergy.diagnostics.report.ColumnScale;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyWarning;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.statistics.Distribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may be wrong with an energy over data. */
record DebugSection(EnergyDebugReport report) implements Section {
  /** The most columns whose scale is listed. */
  private static final int COLUMNS = 64;

  @Override
  public Optional<Conclusion> conclusion() {
    if (report.clean()) {
      return Optional.of(
          new Conclusion("good", "No warnings", "nothing odd in " + report.rows() + " rows"));
    }
    String kinds =
        report.warnings().stream()
            .map(warning -> warning.kind().meaning())
            .collect(Collectors.joining("; "));
    int count = report.warnings().size();
    return Optional.of(
        new Conclusion("bad", count == 1 ? "1 warning" : count + " warnings", kinds));
  }

  @Override
  public void write(HtmlText html, String name) {
    html.element("h2", "", "Is something wrong on this data?");
    html.open("p", "quiet").text(report.energy() + " on " + report.source() + ": ");
    html.count(report.evaluated()).text(" of ").count(report.rows()).text(" rows evaluated");
    html.close("p");
    if (!report.warnings().isEmpty()) {
      warnings(html);
    }
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    distributions.put("energy", report.energies());
    distributions.put("score norm", report.scoreNorms());
    Tables.distributions(html, distributions);
    html.open("div", "charts");
    Charts.histogram(html, name + "energy", "energy", report.energies());
    Charts.histogram(html, name + "score", "score norm", report.scoreNorms());
    html.close("div");
    Map<String, List<OffendingRow>> rows = new LinkedHashMap<>();
    report.warnings().stream()
        .filter(warning -> !warning.rows().isEmpty())
        .forEach(warning -> rows.put(warning.kind().meaning(), warning.rows()));
    if (!rows.isEmpty()) {
      html.element("h3", "", "Worst rows");
      Tables.rows(html, rows);
    }
    if (!report.columns().isEmpty()) {
      columns(html);
    }
  }

  private void warnings(HtmlText html) {
    html.tableHead(List.of("warning", "#rows", "#worst", "#threshold", "what was found"));
    for (EnergyWarning warning : report.warnings()) {
      html.open("tr", "").element("td", "bad", warning.kind().meaning());
      html.open("td", "number").count(warning.count()).close("td");
      html.open("td", "number").number(warning.figure()).close("td");
      html.open("td", "number").number(warning.threshold()).close("td");
      html.element("td", "wide", warning.detail()).close("tr");
    }
    html.tableEnd();
  }

  private void columns(HtmlText html) {
    html.element("h3", "", "Scale of the features");
    html.tableHead(List.of("feature", "#mean", "#std", "#score, root mean square", "#std × score"));
    for (ColumnScale column : report.columns().stream().limit(COLUMNS).toList()) {
      html.open("tr", "").element("td", "", column.column());
      for (double figure :
          new double[] {column.mean(), column.std(), column.scoreRms(), column.ratio()}) {
        html.open("td", "number").number(figure).close("td");
      }
      html.close("tr");
    }
    html.tableEnd();
    html.open("p", "quiet").text("std × score is near 1 where the energy fits the data.");
    if (report.columns().size() > COLUMNS) {
      html.text(" The first " + COLUMNS + " of " + report.columns().size() + " features.");
    }
    html.close("p");
  }
}
