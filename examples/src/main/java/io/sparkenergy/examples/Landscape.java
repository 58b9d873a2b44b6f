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

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A map of an energy in two dimensions: bands between contours, each of the same area, and arrows
 * along the score. The energy is evaluated by Spark, over the rows of {@link #grid}.
 */
public final class Landscape {
  private static final int BANDS = 10;

  /** So many arrows along an axis. */
  private static final int ARROWS = 16;

  /** From low energy to high. */
  private static final Color[] COLORS = {
    new Color(0x2b7bba), new Color(0x7fcdbb), new Color(0xffffd9)
  };

  private final double[] xs;
  private final double[] ys;
  private final double[][] energy;
  private final double[][][] score;

  private Landscape(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
    this.energy = new double[xs.length][ys.length];
    this.score = new double[xs.length][ys.length][];
  }

  /**
   * Points (x, y) of a rectangle in columns {@code x} and {@code y}, {@code steps} along each axis.
   */
  public static Dataset<Row> grid(
      SparkSession spark, double fromX, double toX, double fromY, double toY, int steps) {
    if (steps < 2 || !(fromX < toX) || !(fromY < toY)) {
      throw new IllegalArgumentException(
          "found x %s to %s, y %s to %s in %d steps, expected from < to and 2 steps or more"
              .formatted(fromX, toX, fromY, toY, steps));
    }
    String place = "%s + id %s * (%s / %d)";
    return spark
        .range((long) steps * steps)
        .selectExpr(
            place.formatted(literal(fromX), "div " + steps, literal(toX - fromX), steps - 1)
                + " AS x",
            place.formatted(literal(fromY), "% " + steps, literal(toY - fromY), steps - 1)
                + " AS y");
  }

  private static String literal(double value) {
    return "double('" + value + "')";
  }

  /**
   * The map of evaluated points.
   *
   * @param evaluated the points of a {@link #grid} with their {@code energy} and {@code score}
   * @throws IllegalArgumentException if the points are no grid, or an energy is no number
   */
  public static Landscape of(Dataset<Row> evaluated) {
    List<Row> rows = evaluated.select("x", "y", "energy", "score").collectAsList();
    double[] xs = axis(rows, 0);
    double[] ys = axis(rows, 1);
    if ((long) xs.length * ys.length != rows.size()) {
      throw new IllegalArgumentException(
          "found %d points with %d x and %d y, expected a grid"
              .formatted(rows.size(), xs.length, ys.length));
    }
    Landscape landscape = new Landscape(xs, ys);
    for (Row row : rows) {
      int i = Arrays.binarySearch(xs, row.getDouble(0));
      int j = Arrays.binarySearch(ys, row.getDouble(1));
      double value = row.getDouble(2);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "energy at (%s, %s): found %s, expected a number".formatted(xs[i], ys[j], value));
      }
      landscape.energy[i][j] = value;
      landscape.score[i][j] =
          row.<Double>getList(3).stream().mapToDouble(Double::doubleValue).toArray();
    }
    return landscape;
  }

  private static double[] axis(List<Row> rows, int column) {
    TreeSet<Double> values = new TreeSet<>();
    rows.forEach(row -> values.add(row.getDouble(column)));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The map as an {@code <svg>} element. */
  public String svg(String title) throws IOException {
    return ChartImage.svg(chart(title));
  }

  /** Writes the map as a PNG file and gives its path. */
  public Path png(String title, Path withoutEnding) throws IOException {
    return ChartImage.png(chart(title), withoutEnding);
  }

  @Override
  public String toString() {
    DoubleSummaryStatistics energies =
        Arrays.stream(energy).flatMapToDouble(DoubleStream::of).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%d × %d points, energies from %.3f to %.3f",
        xs.length,
        ys.length,
        energies.getMin(),
        energies.getMax());
  }

  private XYChart chart(String title) {
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(560)
            .title(title)
            .xAxisTitle("x₁")
            .yAxisTitle("x₂")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setXAxisMin(xs[0]).setXAxisMax(xs[xs.length - 1]);
    chart.getStyler().setYAxisMin(ys[0]).setYAxisMax(ys[ys.length - 1]);
    double[] levels = levels();
    for (int k = 0; k < levels.length; k++) {
      addBand(chart, levels[k], color(k / Math.max(1.0, levels.length - 1.0)));
    }
    addArrows(chart);
    return chart;
  }

  /** The energies that are reached by all of the points, by nine in ten, by eight in ten, … */
  private double[] levels() {
    double[] sorted = Arrays.stream(energy).flatMapToDouble(DoubleStream::of).sorted().toArray();
    double[] levels = new double[BANDS];
    for (int k = 0; k < BANDS; k++) {
      levels[k] = sorted[sorted.length * k / BANDS];
    }
    return Arrays.stream(levels).distinct().toArray();
  }

  /** All that reaches a level, in one colour; higher levels are painted over it. */
  private void addBand(XYChart chart, double level, Color color) {
    List<double[]> outline = new ArrayList<>();
    for (List<double[]> ring : LevelRegion.rings(xs, ys, energy, level)) {
      // To the ring, around it, and back on the same way: one polygon, with holes.
      outline.addAll(ring);
      outline.add(ring.get(0));
      outline.add(outline.get(0));
    }
    XYSeries series =
        chart.addSeries(
            String.format(Locale.ROOT, "E ≥ %.3g", level), column(outline, 0), column(outline, 1));
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(color);
    series.setLineColor(color);
    series.setLineStyle(SeriesLines.NONE);
    series.setMarker(SeriesMarkers.NONE);
  }

  /**
   * Arrows along the score. Scores differ by orders of magnitude, so lengths grow with the norm up
   * to the median and little beyond it.
   */
  private void addArrows(XYChart chart) {
    double width = xs[xs.length - 1] - xs[0];
    double height = ys[ys.length - 1] - ys[0];
    double median = medianScore(width, height);
    List<double[]> strokes = new ArrayList<>();
    for (int a = 0; a < ARROWS; a++) {
      for (int b = 0; b < ARROWS; b++) {
        int i = (int) ((a + 0.5) / ARROWS * xs.length);
        int j = (int) ((b + 0.5) / ARROWS * ys.length);
        // In parts of the rectangle's sides, so that what looks at a right angle is at one.
        double dx = score[i][j][0] / width;
        double dy = score[i][j][1] / height;
        double norm = Math.hypot(dx, dy);
        if (norm > 0) {
          double length = 0.9 / ARROWS * norm / (norm + 0.5 * median);
          addArrow(strokes, xs[i], ys[j], dx / norm * length, dy / norm * length, width, height);
        }
      }
    }
    if (strokes.isEmpty()) {
      return;
    }
    XYSeries series = chart.addSeries("score", column(strokes, 0), column(strokes, 1));
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setLineColor(new Color(0x202020));
    series.setLineStyle(new BasicStroke(1));
    series.setMarker(SeriesMarkers.NONE);
  }

  private double medianScore(double width, double height) {
    double[] norms =
        Arrays.stream(score)
            .flatMap(Arrays::stream)
            .mapToDouble(s -> Math.hypot(s[0] / width, s[1] / height))
            .sorted()
            .toArray();
    return norms[norms.length / 2];
  }

  /** Shaft and head around the point (x, y), and a gap. */
  private static void addArrow(
      List<double[]> strokes,
      double x,
      double y,
      double dx,
      double dy,
      double width,
      double height) {
    double[] tip = {x + dx / 2 * width, y + dy / 2 * height};
    strokes.add(new double[] {x - dx / 2 * width, y - dy / 2 * height});
    strokes.add(tip);
    strokes.add(
        new double[] {
          tip[0] - (0.35 * dx - 0.2 * dy) * width, tip[1] - (0.35 * dy + 0.2 * dx) * height
        });
    strokes.add(tip);
    strokes.add(
        new double[] {
          tip[0] - (0.35 * dx + 0.2 * dy) * width, tip[1] - (0.35 * dy - 0.2 * dx) * height
        });
    strokes.add(new double[] {tip[0], Double.NaN});
  }

  private static double[] column(List<double[]> points, int index) {
    return points.stream().mapToDouble(point -> point[index]).toArray();
  }

  /** A colour of the scale, at a share from 0 to 1. */
  private static Color color(double share) {
    double at = Math.min(Math.max(share, 0), 1) * (COLORS.length - 1);
    int k = Math.min((int) at, COLORS.length - 2);
    float[] a = COLORS[k].getRGBColorComponents(null);
    float[] b = COLORS[k + 1].getRGBColorComponents(null);
    float part = (float) (at - k);
    return new Color(
        a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]), a[2] + part * (b[2] - a[2]));
  }
}
