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

import io.sparkenergy.diagnostics.fit.FitReport;
import io.sparkenergy.diagnostics.fit.MeanEstimate;
import io.sparkenergy.diagnostics.fit.ScoreMatching;
import io.sparkenergy.diagnostics.fit.SteinDiscrepancy;
import io.sparkenergy.diagnostics.fit.SteinEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How well an energy fits data. */
record FitSection(FitReport report) implements Section {
  private static final double LEVEL = 0.05;

  @Override
  public Optional<Conclusion> conclusion() {
    if (report.stein().isEmpty()) {
      return Optional.of(new Conclusion("plain", "Fit not judged", "there are too few rows"));
    }
    String p = "p = " + HtmlText.brief(report.stein().get().block().pValue());
    return Optional.of(
        report.rejectedAt(LEVEL)
            ? new Conclusion(
                "bad", "Data and model differ", "Stein discrepancy beyond chance, " + p)
            : new Conclusion(
                "good", "Fit not rejected", "Stein discrepancy as chance would have it, " + p));
  }

  @Override
  public void write(HtmlText html, String name) {
    html.element("h2", "", "How good is the model for the data?");
    Tables.counts(html, report.rows());
    Map<String, MeanEstimate> means = new LinkedHashMap<>();
    means.put("energy E", report.energy());
    report
        .scoreMatching()
        .ifPresent(
            matching -> {
              means.put("score matching J = ½‖∇E‖² - ΔE", matching.objective());
              means.put("½‖∇E‖²", matching.halfSquaredScore());
              means.put("Laplacian ΔE", matching.laplacian());
            });
    Tables.means(html, means);
    html.open("p", "quiet").text("Intervals are normal. ");
    html.text(
        report
            .scoreMatching()
            .map(FitSection::explained)
            .orElse(
                "No score matching: the energy has no second derivative, or there are no rows."));
    html.close("p");
    report.stein().ifPresent(stein -> stein(html, stein));
  }

  private static String explained(ScoreMatching matching) {
    String laplacian =
        matching.probes() == 0
            ? "The Laplacian is exact."
            : "The Laplacian is Hutchinson's estimate with "
                + matching.probes()
                + " probes a row, whose noise is in the standard errors.";
    return "Of models on one data set, J is lowest for the one that fits best. " + laplacian;
  }

  private static void stein(HtmlText html, SteinDiscrepancy stein) {
    html.element("h3", "", "Kernelised Stein discrepancy");
    html.tableHead(List.of("estimator", "#KSD²", "#standard error", "#p-value", "test"));
    estimate(html, "blocks of " + stein.blockSize() + " rows", stein.block());
    estimate(html, "pairs, linear time", stein.linear());
    html.tableEnd();
    html.open("p", "quiet")
        .text("0 if the data are the model's. Inverse multiquadric kernel of length ");
    html.number(stein.bandwidth());
    html.text(stein.medianHeuristic() ? ", the median distance of sampled rows; " : "; ");
    html.count(stein.blocks()).text(" blocks, ").count(stein.pairs()).text(" pairs, ");
    html.count(stein.bootstraps()).text(" bootstraps.").close("p");
  }

  private static void estimate(HtmlText html, String name, SteinEstimate estimate) {
    html.open("tr", "").element("td", "", name);
    for (double figure :
        new double[] {estimate.squared(), estimate.standardError(), estimate.pValue()}) {
      html.open("td", "number").number(figure).close("td");
    }
    html.element("td", "", estimate.test()).close("tr");
  }
}
