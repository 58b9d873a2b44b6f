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

import io.sparkenergy.diagnostics.fit.EnergyPlane;
import java.util.List;
import java.util.Optional;

/** An energy along the principal axes of data. */
record PlaneSection(Optional<EnergyPlane> plane) implements Section {
  @Override
  public Optional<Conclusion> conclusion() {
    return Optional.empty();
  }

  @Override
  public void write(HtmlText html, String name) {
    String of = plane.map(found -> found.energyName()).orElse("the energy");
    html.element("h2", "", "Where the data lie on " + of);
    if (plane.isEmpty()) {
      html.open("p", "quiet");
      html.text("No picture: it takes 2 to " + EnergyPlane.MOST_FEATURES + " features, three rows");
      html.text(" or more, and a spread in more than one direction.").close("p");
    } else {
      write(html, name, plane.get());
    }
  }

  private static void write(HtmlText html, String name, EnergyPlane plane) {
    PlaneChart chart = new PlaneChart(plane);
    html.open("figure", "plane").markup("<div>");
    html.markup(
        ChartSvg.of(
            chart.chart(),
            PlaneChart.HEIGHT,
            name + "plane",
            "Energy of "
                + plane.energyName()
                + " over the data's two leading principal axes, with "
                + plane.points().size()
                + " rows on it"));
    html.markup("</div>").open("figcaption", "");
    legend(html, chart, voids(plane));
    html.count(plane.points().size()).text(" sampled rows");
    if (plane.outside() > 0) {
      html.text(" (").count(plane.outside()).text(" more lie outside)");
    }
    html.text(
        plane.dimension() == 2
            ? ". Distances are from the data's mean."
            : ", projected onto the plane. Energies are those on the plane itself, through the"
                + " data's mean: a row off it has another.");
    html.close("figcaption").close("figure");
  }

  private static boolean voids(EnergyPlane plane) {
    return plane.energies().stream()
        .flatMap(List::stream)
        .anyMatch(energy -> !Double.isFinite(energy));
  }

  private static void legend(HtmlText html, PlaneChart chart, boolean voids) {
    double[] edges = chart.edges();
    html.open("ul", "legend");
    swatch(html, ChartColor.POINT, " class=\"dot\"").text("a row").close("li");
    for (int band = 0; band < ChartColor.BANDS; band++) {
      swatch(html, ChartColor.band(band), "");
      boolean last = band == ChartColor.BANDS - 1;
      html.text(last ? "from " : "").text(HtmlText.figure(rounded(edges[band], edges)));
      html.text(last ? "" : " to " + HtmlText.figure(rounded(edges[band + 1], edges))).close("li");
    }
    if (voids) {
      swatch(html, ChartColor.VOID, "").text("not finite").close("li");
    }
    html.close("ul");
  }

  private static HtmlText swatch(HtmlText html, ChartColor color, String style) {
    return html.markup("<li><i" + style + " style=\"background:" + color.variable() + "\"></i>");
  }

  /** To three digits of the range of all bands. */
  private static double rounded(double edge, double[] edges) {
    double range = edges[edges.length - 1] - edges[0];
    if (!(range > 0)) {
      return edge;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(range)) - 2);
    return Math.rint(edge / unit) * unit;
  }
}
