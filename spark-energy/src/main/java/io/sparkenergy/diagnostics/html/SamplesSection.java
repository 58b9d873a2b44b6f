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

import io.sparkenergy.diagnostics.fit.EnergyBin;
import io.sparkenergy.diagnostics.fit.SampleComparisonReport;
import java.util.List;
import java.util.Optional;

/** Two data sets under one energy. */
record SamplesSection(SampleComparisonReport report) implements Section {
  private static final double LEVEL = 0.05;

  @Override
  public Optional<Conclusion> conclusion() {
    if (report.bins().isEmpty()) {
      return Optional.of(
          new Conclusion("plain", "Samples not compared", "one of them has no rows"));
    }
    String figures =
        "Kolmogorov-Smirnov "
            + HtmlText.brief(report.kolmogorovSmirnov())
            + ", p = "
            + HtmlText.brief(report.pValue());
    return Optional.of(
        report.differsAt(LEVEL)
            ? new Conclusion("bad", "Energies differ", figures)
            : new Conclusion("good", "Energies alike", figures));
  }

  @Override
  public void write(HtmlText html, String name) {
    html.element("h2", "", "Do the data look like the reference?");
    html.open("p", "quiet").text("Energies under " + report.energyName() + ": ");
    html.count(report.reference().used()).text(" rows of the reference, ");
    html.count(report.data().used()).text(" of the data").close("p");
    html.tableHead(List.of("distance of the distributions", "#figure"));
    html.figureRow("Kolmogorov-Smirnov, exact", report.kolmogorovSmirnov());
    html.figureRow("its p-value", report.pValue());
    html.figureRow("Jensen-Shannon, bits", report.jensenShannon());
    html.figureRow("total variation", report.totalVariation());
    html.tableEnd();
    List<EnergyBin> bins = report.bins();
    if (!bins.isEmpty() && bins.get(1).to() > bins.get(1).from()) {
      chart(html, name);
    }
  }

  private void chart(HtmlText html, String name) {
    html.open("div", "charts").open("figure", "");
    html.markup(
        ChartSvg.of(
            HistogramChart.of(
                report.bins(), report.reference().used(), report.data().used(), "energy"),
            HistogramChart.HEIGHT,
            name + "samples",
            "Histograms of the energies of reference and data"));
    html.open("ul", "legend");
    html.markup("<li><i style=\"background:var(--chart-bar)\"></i>reference</li>");
    html.markup("<li><i style=\"background:var(--chart-second-bar)\"></i>data</li>").close("ul");
    EnergyBin below = report.bins().get(0);
    EnergyBin above = report.bins().get(report.bins().size() - 1);
    html.open("figcaption", "").text("Rows further out: ");
    html.count(below.reference() + above.reference()).text(" of the reference, ");
    html.count(below.data() + above.data()).text(" of the data.");
    html.close("figcaption").close("figure").close("div");
  }
}
