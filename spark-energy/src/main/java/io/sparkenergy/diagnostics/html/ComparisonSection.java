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

import io.sparkenergy.diagnostics.fit.EnergyComparisonReport;
import io.sparkenergy.diagnostics.fit.EnergyComparisonReport.Verdict;
import io.sparkenergy.diagnostics.fit.MeanEstimate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Two energies on one data set. */
record ComparisonSection(EnergyComparisonReport report) implements Section {
  @Override
  public Optional<Conclusion> conclusion() {
    String headline =
        switch (report.verdict()) {
          case A_FITS_BETTER -> report.a() + " (a) fits better";
          case B_FITS_BETTER -> report.b() + " (b) fits better";
          case UNDECIDED -> "Neither fits better";
        };
    String tone = report.verdict() == Verdict.UNDECIDED ? "plain" : "good";
    return Optional.of(
        new Conclusion(
            tone,
            headline,
            "score matching, b - a: "
                + HtmlText.brief(report.scoreMatchingDifference().low())
                + " to "
                + HtmlText.brief(report.scoreMatchingDifference().high())));
  }

  @Override
  public void write(HtmlText html, String name) {
    html.element("h2", "", "Which energy fits better?");
    html.open("p", "").text("a is " + report.a() + ", b is " + report.b() + ".").close("p");
    Tables.counts(html, report.rows());
    Map<String, MeanEstimate> means = new LinkedHashMap<>();
    means.put("score matching J, a", report.scoreMatchingOfA());
    means.put("score matching J, b", report.scoreMatchingOfB());
    means.put("b - a, row by row", report.scoreMatchingDifference());
    means.put("energy, a", report.energyOfA());
    means.put("energy, b", report.energyOfB());
    means.put("b - a, row by row ", report.energyDifference());
    means.put("½‖score a - score b‖²", report.scoreDistance());
    Tables.means(html, means);
    html.open("p", "quiet").text("Log likelihood ratio of a to b, if both are normalised: ");
    html.number(report.logLikelihoodRatio())
        .text(". Score matching needs no normaliser; lower fits better.");
    html.close("p");
  }
}
