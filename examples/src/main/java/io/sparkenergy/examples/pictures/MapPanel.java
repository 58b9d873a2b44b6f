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
package io.sparkenergy.examples.pictures;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.examples.LevelRegion;
import io.sparkenergy.examples.pictures.SvgCanvas.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An energy over a rectangle of the plane, both axes to one scale: bands between level lines, each
 * of the same area, arrows along the score, and dots where the energy is lowest.
 */
final class MapPanel implements Panel {
  private static final int BANDS = 10;

  /** The places of arrows are those of the grid, every so many. */
  private static final int ARROW_STEPS = 8;

  /** So many pixels from arrow to arrow, or nearly. */
  private static final double ARROW_PIXELS = 26;

  private static final double LEFT = 34;
  private static final double BOTTOM = 34;
  private static final double TOP = 10;
  private static final double TITLE = 18;
  private static final double BAR_GAP = 14;
  private static final double BAR = 14;
  private static final double BAR_LABELS = 46;
  private static final double END = 12;

  private final EnergyFunction energy;
  private final Axis across;
  private final Axis up;
  private final String title;
  private final boolean named;
  private final boolean bar;
  private final List<double[]> lowest;

  /** Along each axis; even, so that none lies in the middle, where some scores do not exist. */
  private final int steps;

  private MapPanel(
      EnergyFunction energy,
      Axis across,
      Axis up,
      String title,
      boolean named,
      boolean bar,
      List<double[]> lowest) {
    this.energy = energy;
    this.across = across;
    this.up = up;
    this.title = title;
    this.named = named;
    this.bar = bar;
    this.lowest = lowest;
    this.steps = ARROW_STEPS * (int) Math.round(across.pixels() / ARROW_PIXELS);
  }

  /** Over a square around a point. */
  static MapPanel around(
      EnergyFunction energy, double x, double y, double halfSide, double pixels) {
    Axis across = new Axis(x - halfSide, x + halfSide, pixels);
    Axis up = new Axis(y - halfSide, y + halfSide, pixels);
    return new MapPanel(energy, across, up, "", true, true, List.of());
  }

  /** The same with a line above it. */
  MapPanel titled(String words) {
    return new MapPanel(energy, across, up, words, named, bar, lowest);
  }

  /** The same without the energies of its colours. */
  MapPanel withoutBar() {
    return new MapPanel(energy, across, up, title, named, false, lowest);
  }

  /** The same, without the energy's JSON in the picture: it is a large one. */
  MapPanel withoutJson() {
    return new MapPanel(energy, across, up, title, false, bar, lowest);
  }

  /** The same with dots at points (x, y). */
  MapPanel lowestAt(double[]... points) {
    return new MapPanel(energy, across, up, title, named, bar, List.of(points));
  }

  EnergyFunction energy() {
    return energy;
  }

  List<double[]> lowest() {
    return lowest;
  }

  @Override
  public double width() {
    return LEFT + across.pixels() + (bar ? BAR_GAP + BAR + BAR_LABELS : END);
  }

  @Override
  public double height() {
    return plotTop() + up.pixels() + BOTTOM;
  }

  private double plotTop() {
    return TOP + (title.isEmpty() ? 0 : TITLE);
  }

  @Override
  public List<EnergyFunction> energies() {
    return named ? List.of(energy) : List.of();
  }

  private double x(double value) {
    return LEFT + across.place(value);
  }

  private double y(double value) {
    return plotTop() + up.pixels() - up.place(value);
  }

  @Override
  public void draw(SvgCanvas canvas) {
    double[] xs = across.steps(steps);
    double[] ys = up.steps(steps);
    double[][] energies = square(energy.energy(grid(xs, ys)).toDoubleVector());
    double[] levels = levels(energies);
    if (!title.isEmpty()) {
      canvas.text(
          LEFT + across.pixels() / 2, TOP + 8, Anchor.MIDDLE, title, "font-weight=\"bold\"");
    }
    canvas.rectangle(
        LEFT,
        plotTop(),
        across.pixels(),
        up.pixels(),
        "fill=\"" + ColorScale.color(0, levels.length) + "\"");
    canvas.open("fill-rule=\"evenodd\" stroke=\"#134\" stroke-opacity=\".35\" stroke-width=\"5\"");
    for (int k = 0; k < levels.length; k++) {
      canvas.path(
          pixels(LevelRegion.rings(xs, ys, energies, levels[k])),
          true,
          "fill=\"" + ColorScale.color(k + 1, levels.length) + "\"");
    }
    canvas.close();
    drawArrows(canvas, xs, ys);
    for (double[] point : lowest) {
      canvas.circle(
          x(point[0]), y(point[1]), 3.5, "fill=\"#fff\" stroke=\"#111\" stroke-width=\"12\"");
    }
    drawAxes(canvas);
    if (bar) {
      drawBar(canvas, levels, least(energies));
    }
  }

  /** The lowest energy of the map, which may lie between the points of the grid. */
  private double least(double[][] energies) {
    double grid = Arrays.stream(energies).flatMapToDouble(DoubleStream::of).min().orElseThrow();
    return lowest.isEmpty()
        ? grid
        : Math.min(
            grid, energy.energy(Nd4j.createFromArray(lowest.get(0)).reshape(1, 2)).getDouble(0));
  }

  private List<List<double[]>> pixels(List<List<double[]>> rings) {
    return rings.stream()
        .map(ring -> ring.stream().map(p -> new double[] {x(p[0]), y(p[1])}).toList())
        .map(Polyline::simplified)
        .toList();
  }

  private static INDArray grid(double[] xs, double[] ys) {
    double[][] points = new double[xs.length * ys.length][];
    for (int i = 0; i < xs.length; i++) {
      for (int j = 0; j < ys.length; j++) {
        points[i * ys.length + j] = new double[] {xs[i], ys[j]};
      }
    }
    return Nd4j.createFromArray(points);
  }

  private double[][] square(double... values) {
    double[][] square = new double[steps][];
    for (int i = 0; i < steps; i++) {
      square[i] = Arrays.copyOfRange(values, i * steps, (i + 1) * steps);
    }
    return square;
  }

  /** Of three digits, so that a reader sees the very number. */
  private static double[] levels(double[][] energies) {
    double[] sorted = Arrays.stream(energies).flatMapToDouble(DoubleStream::of).sorted().toArray();
    return DoubleStream.iterate(1, k -> k < BANDS, k -> k + 1)
        .map(k -> Axis.rounded(sorted[(int) (sorted.length * k / BANDS)]))
        .distinct()
        .toArray();
  }

  /** Lengths grow with the score's norm up to the median and little beyond it. */
  private void drawArrows(SvgCanvas canvas, double[] xs, double[] ys) {
    double[] atX = everyFew(xs);
    double[] atY = everyFew(ys);
    double[][] scores = energy.score(grid(atX, atY)).toDoubleMatrix();
    double[] norms =
        Arrays.stream(scores).mapToDouble(s -> Math.hypot(s[0], s[1])).sorted().toArray();
    double median = norms[norms.length / 2];
    double longest = 0.95 * ARROW_STEPS * across.pixels() / steps;
    List<List<double[]>> strokes = new ArrayList<>();
    for (int k = 0; k < scores.length; k++) {
      double norm = Math.hypot(scores[k][0], scores[k][1]);
      double length = longest * norm / (norm + 0.5 * median);
      if (length > 1) {
        double x = x(atX[k / atY.length]);
        double y = y(atY[k % atY.length]);
        addArrow(strokes, x, y, scores[k][0] / norm * length, -scores[k][1] / norm * length);
      }
    }
    canvas.path(
        strokes, false, "fill=\"none\" stroke=\"#111\" stroke-opacity=\".75\" stroke-width=\"9\"");
  }

  private static double[] everyFew(double... places) {
    return DoubleStream.iterate(ARROW_STEPS / 2, k -> k < places.length, k -> k + ARROW_STEPS)
        .map(k -> places[(int) k])
        .toArray();
  }

  /** Shaft and head around a place; the head has one size, so that short arrows are seen. */
  private static void addArrow(
      List<List<double[]>> strokes, double x, double y, double dx, double dy) {
    double[] tip = {x + dx / 2, y + dy / 2};
    double head = Math.min(4, 0.5 * Math.hypot(dx, dy)) / Math.hypot(dx, dy);
    strokes.add(List.of(new double[] {x - dx / 2, y - dy / 2}, tip));
    strokes.add(
        List.of(
            new double[] {tip[0] - head * (dx - 0.6 * dy), tip[1] - head * (dy + 0.6 * dx)},
            tip,
            new double[] {tip[0] - head * (dx + 0.6 * dy), tip[1] - head * (dy - 0.6 * dx)}));
  }

  private void drawAxes(SvgCanvas canvas) {
    double floor = plotTop() + up.pixels();
    for (double tick : across.ticks(40)) {
      canvas.text(x(tick), floor + 14, Anchor.MIDDLE, Axis.label(tick));
    }
    for (double tick : up.ticks(40)) {
      canvas.text(LEFT - 5, y(tick) + 4, Anchor.END, Axis.label(tick));
    }
    canvas.text(LEFT + across.pixels() / 2, floor + 28, Anchor.MIDDLE, "x₁");
    canvas.text(4, plotTop() + up.pixels() / 2 - 12, Anchor.START, "x₂");
  }

  /** 0 for what is next to nothing beside the first level. */
  private static double withoutRounding(double least, double first) {
    return Math.abs(least) < 1e-3 * Math.abs(first) ? 0 : least;
  }

  private void drawBar(SvgCanvas canvas, double[] levels, double least) {
    double left = LEFT + across.pixels() + BAR_GAP;
    double each = up.pixels() / (levels.length + 1);
    for (int k = 0; k <= levels.length; k++) {
      double top = plotTop() + up.pixels() - (k + 1) * each;
      canvas.rectangle(left, top, BAR, each, "fill=\"" + ColorScale.color(k, levels.length) + "\"");
      double label = k == 0 ? withoutRounding(least, levels[0]) : levels[k - 1];
      canvas.text(left + BAR + 5, top + each + 4, Anchor.START, Axis.label(label));
    }
    canvas.text(left + BAR / 2, plotTop() + up.pixels() + 14, Anchor.MIDDLE, "E");
  }
}
