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
import io.sparkenergy.diagnostics.statistics.Histogram;
import java.awt.BasicStroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Histograms as bars over their bins. */
final class HistogramChart {
  static final int HEIGHT = 260;
  private static final double GAP = 0.08;

  private HistogramChart() {}

  /** One histogram, with a line at a value such as the mean, if it is a number. */
  static JFreeChart of(Histogram histogram, String quantity, double marked) {
    XYIntervalSeries bars = new XYIntervalSeries("rows");
    int bins = histogram.counts().size();
    double width = (histogram.to() - histogram.from()) / bins;
    for (int i = 0; i < bins; i++) {
      if (histogram.counts().get(i) > 0) {
        add(bars, histogram.from() + i * width, width, 0, 1, histogram.counts().get(i));
      }
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(bars);
    XYPlot plot = plot(data, quantity, histogram.from(), histogram.to());
    plot.getRenderer().setSeriesPaint(0, ChartColor.BAR.color());
    if (marked >= histogram.from() && marked <= histogram.to()) {
      ValueMarker line = new ValueMarker(marked, ChartColor.MARKER.color(), new BasicStroke(1.5f));
      plot.addDomainMarker(line, Layer.FOREGROUND);
    }
    return ChartStyle.chart(plot, "rows");
  }

  /** Two histograms over the same bins, side by side, as shares of their rows. */
  static JFreeChart of(List<EnergyBin> bins, long reference, long data, String quantity) {
    XYIntervalSeries first = new XYIntervalSeries("reference");
    XYIntervalSeries second = new XYIntervalSeries("data");
    for (EnergyBin bin : bins.subList(1, bins.size() - 1)) {
      double width = bin.to() - bin.from();
      if (bin.reference() > 0) {
        add(first, bin.from(), width, 0, 0.5, (double) bin.reference() / reference);
      }
      if (bin.data() > 0) {
        add(second, bin.from(), width, 0.5, 1, (double) bin.data() / data);
      }
    }
    XYIntervalSeriesCollection both = new XYIntervalSeriesCollection();
    both.addSeries(first);
    both.addSeries(second);
    double from = bins.get(1).from();
    double to = bins.get(bins.size() - 2).to();
    XYPlot plot = plot(both, quantity, from, to);
    plot.getRenderer().setSeriesPaint(0, ChartColor.BAR.color());
    plot.getRenderer().setSeriesPaint(1, ChartColor.SECOND_BAR.color());
    return ChartStyle.chart(plot, "share of rows");
  }

  private static void add(
      XYIntervalSeries bars, double from, double width, double left, double right, double height) {
    double low = from + (left + GAP / 2) * width;
    double high = from + (right - GAP / 2) * width;
    bars.add((low + high) / 2, low, high, height, 0, height);
  }

  private static XYPlot plot(
      XYIntervalSeriesCollection data, String quantity, double from, double to) {
    NumberAxis x = ChartStyle.axis(quantity);
    if (to > from) {
      x.setRange(from, to);
    }
    XYPlot plot = ChartStyle.plot(x, ChartStyle.axis(null));
    XYBarRenderer renderer = ChartStyle.bars();
    plot.setDataset(data);
    plot.setRenderer(renderer);
    return plot;
  }
}
