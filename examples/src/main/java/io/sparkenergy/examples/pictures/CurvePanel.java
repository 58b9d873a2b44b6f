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
import io.sparkenergy.examples.pictures.SvgCanvas.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Energies of one number x as curves, and below them their scores. */
final class CurvePanel implements Panel {
  /** A curve, its name beside the plot. */
  private record Series(EnergyFunction energy, String name, String color, String dashes) {}

  private static final int STEPS = 1921;

  /** A step of a curve by more than this share of the axis is a jump, and left open. */
  private static final double JUMP = 0.12;

  private static final double LEFT = 34;
  private static final double TOP = 24;
  private static final double BOTTOM = 34;
  private static final double WIDTH = 290;
  private static final double HEIGHT = 132;
  private static final double BETWEEN = 26;
  private static final double LEGEND = 118;
  private static final double END = 10;

  private final String variable;
  private final Axis across;
  private final Axis energies;
  private final Axis scores;
  private final List<Series> series = new ArrayList<>();
  private final List<Double> bounds = new ArrayList<>();
  private double legend = LEGEND;

  /**
   * Without a curve as yet.
   *
   * @param variable what x is called
   * @param ranges from and to of x, of the energy and of the score
   */
  CurvePanel(String variable, double... ranges) {
    this.variable = variable;
    this.across = new Axis(ranges[0], ranges[1], WIDTH);
    this.energies = new Axis(ranges[2], ranges[3], HEIGHT);
    this.scores = new Axis(ranges[4], ranges[5], HEIGHT);
  }

  CurvePanel add(EnergyFunction energy, String name, String color) {
    series.add(new Series(energy, name, color, ""));
    return this;
  }

  /** As {@link #add}, as a broken line: what the others are compared with. */
  CurvePanel addBase(EnergyFunction energy, String name) {
    series.add(new Series(energy, name, "#888", " stroke-dasharray=\"50 35\""));
    return this;
  }

  /** An upright line where the data end. */
  CurvePanel boundAt(double x) {
    bounds.add(x);
    return this;
  }

  CurvePanel withoutLegend() {
    legend = END;
    return this;
  }

  @Override
  public double width() {
    return LEFT + WIDTH + legend;
  }

  @Override
  public double height() {
    return TOP + HEIGHT + BETWEEN + HEIGHT + BOTTOM;
  }

  @Override
  public List<EnergyFunction> energies() {
    return series.stream().map(Series::energy).toList();
  }

  @Override
  public void draw(SvgCanvas canvas) {
    double second = TOP + HEIGHT + BETWEEN;
    double[] xs = across.steps(STEPS);
    INDArray rows = Nd4j.createFromArray(xs).reshape(xs.length, 1);
    drawPlot(canvas, TOP, energies, heading());
    drawPlot(canvas, second, scores, "score");
    drawCurves(canvas, TOP, energies, xs, s -> s.energy().energy(rows).toDoubleVector());
    drawCurves(
        canvas, second, scores, xs, s -> s.energy().score(rows).reshape(STEPS).toDoubleVector());
    for (double tick : across.ticks(45)) {
      canvas.text(LEFT + across.place(tick), second + HEIGHT + 14, Anchor.MIDDLE, Axis.label(tick));
    }
    canvas.text(LEFT + WIDTH / 2, second + HEIGHT + 28, Anchor.MIDDLE, variable);
    if (legend == LEGEND) {
      drawLegend(canvas);
    }
  }

  /** With the name of the one curve where there is no legend to say it. */
  private String heading() {
    String energy = "E(" + variable + ")";
    String name = series.get(0).name();
    return legend == LEGEND || name.isEmpty() ? energy : name + ": " + energy;
  }

  private void drawPlot(SvgCanvas canvas, double top, Axis up, String name) {
    canvas.text(LEFT, top - 7, Anchor.START, name, "font-weight=\"bold\"");
    canvas.open("stroke=\"#ddd\" stroke-width=\"8\" fill=\"none\"");
    List<List<double[]>> lines = new ArrayList<>();
    for (double tick : up.ticks(28)) {
      double y = top + HEIGHT - up.place(tick);
      lines.add(List.of(new double[] {LEFT, y}, new double[] {LEFT + WIDTH, y}));
    }
    for (double tick : across.ticks(45)) {
      double x = LEFT + across.place(tick);
      lines.add(List.of(new double[] {x, top}, new double[] {x, top + HEIGHT}));
    }
    canvas.path(lines, false, "");
    canvas.close();
    if (up.holds(0)) {
      double zero = top + HEIGHT - up.place(0);
      canvas.path(
          List.of(List.of(new double[] {LEFT, zero}, new double[] {LEFT + WIDTH, zero})),
          false,
          "stroke=\"#777\" stroke-width=\"9\"");
    }
    for (double tick : up.ticks(28)) {
      canvas.text(LEFT - 5, top + HEIGHT - up.place(tick) + 4, Anchor.END, Axis.label(tick));
    }
    for (double bound : bounds) {
      double x = LEFT + across.place(bound);
      canvas.path(
          List.of(List.of(new double[] {x, top}, new double[] {x, top + HEIGHT})),
          false,
          "stroke=\"#b33\" stroke-width=\"12\" stroke-dasharray=\"30 30\"");
    }
  }

  private void drawCurves(
      SvgCanvas canvas, double top, Axis up, double[] xs, Function<Series, double[]> values) {
    canvas.openClipped(LEFT, top, WIDTH, HEIGHT);
    for (Series each : series) {
      double[] ys = values.apply(each);
      List<List<double[]>> lines = new ArrayList<>();
      List<double[]> line = new ArrayList<>();
      double before = Double.NaN;
      for (int i = 0; i < xs.length; i++) {
        double y = up.place(ys[i]);
        boolean unseen = isOutside(y) && isOutside(before);
        if (!unseen && !(Math.abs(y - before) < JUMP * HEIGHT)) {
          line = new ArrayList<>();
          lines.add(line);
        }
        if (Double.isFinite(y)) {
          line.add(new double[] {LEFT + across.place(xs[i]), top + HEIGHT - near(y)});
        }
        before = y;
      }
      canvas.path(
          lines.stream().filter(l -> l.size() > 1).map(Polyline::simplified).toList(),
          false,
          "fill=\"none\" stroke=\"" + each.color() + "\" stroke-width=\"18\"" + each.dashes());
    }
    canvas.close();
  }

  private static boolean isOutside(double y) {
    return y < 0 || y > HEIGHT;
  }

  /** Curves go on a little outside, where they are cut off. */
  private static double near(double y) {
    return Math.min(Math.max(y, -HEIGHT), 2 * HEIGHT);
  }

  private void drawLegend(SvgCanvas canvas) {
    double left = LEFT + WIDTH + 12;
    for (int k = 0; k < series.size(); k++) {
      double y = TOP + 8 + 18 * k;
      canvas.path(
          List.of(List.of(new double[] {left, y}, new double[] {left + 20, y})),
          false,
          "stroke=\"" + series.get(k).color() + "\" stroke-width=\"18\"" + series.get(k).dashes());
      canvas.text(left + 26, y + 4, Anchor.START, series.get(k).name());
    }
  }
}
