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
package io.sparkenergy.examples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A scatter plot whose points are coloured by their energy, in classes of equally many points. */
public final class EnergyScatter {
  /** From low energy to high: dark and cool to bright and warm, apart in grey too. */
  private static final Color[] COLORS = {
    new Color(0x0d0887),
    new Color(0x6a00a8),
    new Color(0xb12a90),
    new Color(0xe16462),
    new Color(0xfca636)
  };

  private final XYChart chart;

  private EnergyScatter(XYChart chart) {
    this.chart = chart;
  }

  /** An empty plot. */
  public static EnergyScatter of(String title, String xAxis, String yAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(640)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(8);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return new EnergyScatter(chart);
  }

  /** Adds rows of (x, y, energy). */
  public EnergyScatter add(List<Row> rows) {
    List<Row> byEnergy = new ArrayList<>(rows);
    byEnergy.sort(Comparator.comparingDouble(row -> number(row, 2)));
    for (int k = 0; k < COLORS.length; k++) {
      List<Row> group =
          byEnergy.subList(
              byEnergy.size() * k / COLORS.length, byEnergy.size() * (k + 1) / COLORS.length);
      if (group.isEmpty()) {
        continue;
      }
      String name =
          String.format(
              "E %.2f to %.2f", number(group.get(0), 2), number(group.get(group.size() - 1), 2));
      XYSeries series =
          chart.addSeries(
              name,
              group.stream().mapToDouble(row -> number(row, 0)).toArray(),
              group.stream().mapToDouble(row -> number(row, 1)).toArray());
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(COLORS[k]);
    }
    return this;
  }

  @Override
  public String toString() {
    return "plot " + chart.getTitle();
  }

  /** The plot as an {@code <svg>} element. */
  public String svg() throws IOException {
    return ChartImage.svg(chart);
  }

  /** Writes a PNG file and gives its path. */
  public Path png(Path withoutEnding) throws IOException {
    return ChartImage.png(chart, withoutEnding);
  }

  private static double number(Row row, int index) {
    return ((Number) row.get(index)).doubleValue();
  }
}
