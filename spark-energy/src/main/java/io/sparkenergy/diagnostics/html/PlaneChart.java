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
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * An energy over a plane in bands, and rows on it. Bands are wider as the energy rises, as the
 * squares of their numbers: those of a Gaussian are equally broad.
 */
final class PlaneChart {
  static final int HEIGHT = 380;

  /** Above this quantile of the grid's energies all is one band. */
  private static final double TOP = 0.98;

  private static final double OVERLAP = 0.15;

  private final EnergyPlane plane;
  private final double[] edges = new double[ChartColor.BANDS + 1];

  PlaneChart(EnergyPlane plane) {
    this.plane = plane;
    double[] finite =
        plane.energies().stream()
            .flatMapToDouble(row -> row.stream().mapToDouble(Double::doubleValue))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (finite.length > 0) {
      double low = finite[0];
      double high = finite[(int) (TOP * (finite.length - 1))];
      for (int i = 0; i < edges.length; i++) {
        double share = (double) i / ChartColor.BANDS;
        edges[i] = low + (high - low) * share * share;
      }
    }
  }

  /** The energies where bands meet: band i lies from i to i + 1, and the last has no end. */
  double[] edges() {
    return edges.clone();
  }

  JFreeChart chart() {
    NumberAxis across = ChartStyle.axis(label(0));
    across.setRange(plane.x().get(0), plane.x().get(plane.x().size() - 1));
    NumberAxis up = ChartStyle.axis(null);
    up.setRange(plane.y().get(0), plane.y().get(plane.y().size() - 1));
    XYPlot plot = ChartStyle.plot(across, up);
    plot.setRangeGridlinesVisible(false);
    plot.setDataset(0, bands());
    plot.setRenderer(0, bandRenderer());
    plot.setDataset(1, points());
    plot.setRenderer(1, pointRenderer());
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    return ChartStyle.chart(plot, label(1));
  }

  private String label(int axis) {
    return String.format(
        Locale.ROOT,
        "principal axis %d (%.0f %% of the variance)",
        axis + 1,
        100 * plane.shares().get(axis));
  }

  private static XYBarRenderer bandRenderer() {
    XYBarRenderer renderer = ChartStyle.bars();
    renderer.setUseYInterval(true);
    for (int band = 0; band < ChartColor.BANDS; band++) {
      renderer.setSeriesPaint(band, ChartColor.band(band).color());
    }
    renderer.setSeriesPaint(ChartColor.BANDS, ChartColor.VOID.color());
    return renderer;
  }

  private static XYLineAndShapeRenderer pointRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-2.2, -2.2, 4.4, 4.4));
    renderer.setSeriesPaint(0, ChartColor.POINT.color());
    renderer.setUseOutlinePaint(true);
    renderer.setDrawOutlines(true);
    renderer.setSeriesOutlinePaint(0, ChartColor.POINT_EDGE.color());
    renderer.setSeriesOutlineStroke(0, new BasicStroke(0.6f));
    return renderer;
  }

  private XYSeriesCollection points() {
    XYSeries series = new XYSeries("rows", false, true);
    plane.points().forEach(point -> series.add(point.x(), point.y()));
    return new XYSeriesCollection(series);
  }

  /** Cells of one band that lie side by side are one bar. */
  private XYIntervalSeriesCollection bands() {
    XYIntervalSeries[] series = new XYIntervalSeries[ChartColor.BANDS + 1];
    XYIntervalSeriesCollection bands = new XYIntervalSeriesCollection();
    for (int band = 0; band < series.length; band++) {
      series[band] = new XYIntervalSeries(band, false, true);
      bands.addSeries(series[band]);
    }
    for (int i = 0; i < plane.y().size(); i++) {
      List<Double> energies = plane.energies().get(i);
      int start = 0;
      for (int j = 1; j <= energies.size(); j++) {
        int band = band(energies.get(start));
        if (j == energies.size() || band(energies.get(j)) != band) {
          add(series[band], start, j - 1, i);
          start = j;
        }
      }
    }
    return bands;
  }

  /** Reaches a little over the next cells, so that no rounding leaves a gap. */
  private void add(XYIntervalSeries series, int from, int to, int row) {
    double left = edge(plane.x(), from);
    double right = edge(plane.x(), to + 1) + OVERLAP * (plane.x().get(1) - plane.x().get(0));
    double low = edge(plane.y(), row);
    double high = edge(plane.y(), row + 1) + OVERLAP * (plane.y().get(1) - plane.y().get(0));
    series.add((left + right) / 2, left, right, (low + high) / 2, low, high);
  }

  /** Between two places of the grid; the outermost cells are half as wide. */
  private static double edge(List<Double> places, int index) {
    if (index == 0) {
      return places.get(0);
    }
    return index == places.size()
        ? places.get(index - 1)
        : (places.get(index - 1) + places.get(index)) / 2;
  }

  /** The band of an energy; one beyond the last for what is no finite number. */
  private int band(double energy) {
    if (!Double.isFinite(energy)) {
      return ChartColor.BANDS;
    }
    int band = 0;
    while (band < ChartColor.BANDS - 1 && energy >= edges[band + 1]) {
      band++;
    }
    return band;
  }
}
