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

import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.diagnostics.statistics.Histogram;
import java.util.Locale;

/** Figures: a chart with its caption. */
final class Charts {
  private Charts() {}

  /** A distribution's histogram, if it has one. */
  static void histogram(HtmlText html, String name, String quantity, Distribution distribution) {
    Histogram histogram = distribution.histogram();
    if (histogram.counts().isEmpty() || !(histogram.to() > histogram.from())) {
      return;
    }
    html.open("figure", "");
    html.markup(
        ChartSvg.of(
            HistogramChart.of(histogram, quantity, distribution.mean()),
            HistogramChart.HEIGHT,
            name,
            String.format(
                Locale.ROOT,
                "Histogram of the %s of %d rows, mean %s",
                quantity,
                distribution.count(),
                HtmlText.figure(distribution.mean()))));
    double mean = distribution.mean();
    boolean shown = mean >= histogram.from() && mean <= histogram.to();
    html.open("figcaption", "").text("Rows by " + quantity + "; the mean, ").number(mean);
    html.text(shown ? ", is the line." : ", lies further out.");
    if (histogram.below() + histogram.above() > 0) {
      html.text(" Rows below what is shown: ").count(histogram.below());
      html.text(", above: ").count(histogram.above()).text(".");
    }
    html.close("figcaption").close("figure");
  }
}
