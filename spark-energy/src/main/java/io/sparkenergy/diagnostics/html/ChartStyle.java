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

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;

/** How charts look: flat, quiet, in the colours of {@link ChartColor}. */
final class ChartStyle {
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private ChartStyle() {}

  static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    axis.setLabelFont(FONT);
    axis.setTickLabelFont(FONT);
    axis.setLabelPaint(ChartColor.TEXT.color());
    axis.setTickLabelPaint(ChartColor.TEXT.color());
    axis.setTickMarkPaint(ChartColor.GRID.color());
    axis.setAxisLinePaint(ChartColor.GRID.color());
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** A plot whose upright axis is named above it, where the name reads from left to right. */
  static XYPlot plot(NumberAxis x, NumberAxis y) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(x);
    plot.setRangeAxis(y);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(ChartColor.GRID.color());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    return plot;
  }

  static JFreeChart chart(XYPlot plot, String upright) {
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    TextTitle title = new TextTitle(upright, FONT);
    title.setPaint(ChartColor.TEXT.color());
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setPadding(2, 4, 4, 0);
    chart.addSubtitle(title);
    chart.setBackgroundPaint(NOTHING);
    chart.setBorderVisible(false);
    chart.setPadding(new RectangleInsets(4, 2, 2, 10));
    return chart;
  }

  static XYBarRenderer bars() {
    XYBarRenderer bars = new XYBarRenderer();
    bars.setBarPainter(new StandardXYBarPainter());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    return bars;
  }
}
