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

import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.OffendingRow;
import io.sparkenergy.diagnostics.report.Verdict;
import io.sparkenergy.diagnostics.statistics.Distribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test of an energy found. */
record TestSection(EnergyTestReport report) implements Section {
  @Override
  public Optional<Conclusion> conclusion() {
    long failed = count(Verdict.FAILED);
    long made = failed + count(Verdict.PASSED);
    if (made == 0) {
      return Optional.of(new Conclusion("plain", "Not tested", "there was no row to test on"));
    }
    return Optional.of(
        failed == 0
            ? new Conclusion("good", "Test passed", "all " + made + " checks hold")
            : new Conclusion("bad", "Test failed", failed + " of " + made + " checks do not hold"));
  }

  private long count(Verdict verdict) {
    return report.checks().stream().filter(check -> check.verdict() == verdict).count();
  }

  @Override
  public void write(HtmlText html, String name) {
    html.element("h2", "", "Is the energy computed right?");
    html.open("p", "quiet").text(report.energy() + " on " + report.source() + ": ");
    html.count(report.evaluated()).text(" of ").count(report.rows()).text(" rows evaluated");
    html.close("p");
    if (!report.checks().isEmpty()) {
      checks(html);
    }
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    distributions.put("energy", report.energies());
    distributions.put("score, all entries", report.scores());
    distributions.put("score norm", report.scoreNorms());
    html.element("h3", "", "Energies and scores");
    Tables.distributions(html, distributions);
    html.open("div", "charts");
    Charts.histogram(html, name + "energy", "energy", report.energies());
    Charts.histogram(html, name + "score", "score norm", report.scoreNorms());
    html.close("div");
    Map<String, List<OffendingRow>> rows = new LinkedHashMap<>();
    report.checks().stream()
        .filter(check -> !check.rows().isEmpty())
        .forEach(check -> rows.put(words(check.name()), check.rows()));
    if (!rows.isEmpty()) {
      html.element("h3", "", "Worst rows");
      Tables.rows(html, rows);
    }
  }

  /** Checks are named as in JSON and tables, {@code batch_invariance}. */
  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private void checks(HtmlText html) {
    html.tableHead(List.of("check", "verdict", "#figure", "#at most", "what that is"));
    for (Check check : report.checks()) {
      html.open("tr", "").element("td", "", words(check.name()));
      switch (check.verdict()) {
        case PASSED -> html.element("td", "good", "✓ passed");
        case FAILED -> html.element("td", "bad", "✗ failed");
        case NOT_APPLICABLE -> html.element("td", "plain", "not made");
      }
      html.open("td", "number").number(check.figure()).close("td");
      html.open("td", "number").number(check.bound()).close("td");
      html.element("td", "wide", check.detail()).close("tr");
    }
    html.tableEnd();
  }
}
