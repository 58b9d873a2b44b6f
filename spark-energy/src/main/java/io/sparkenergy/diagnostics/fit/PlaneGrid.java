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
package io.sparkenergy.diagnostics.fit;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** A grid over a plane, wide enough for nearly all of a sample. */
record PlaneGrid(PrincipalAxes axes, List<double[]> sample) {
  /**
   * The range between these quantiles, and half of it again on each side; no wider than the data.
   */
  private static final double QUANTILE = 0.02;

  private static final double MARGIN = 0.5;
  private static final double PADDING = 0.08;

  EnergyPlane energies(SparkSession spark, EnergyFunction energy, int dimension) {
    double[] first = sample.stream().mapToDouble(row -> axes.project(row, 0)).toArray();
    double[] second = sample.stream().mapToDouble(row -> axes.project(row, 1)).toArray();
    double[] x = places(first);
    double[] y = places(second);
    List<EnergyPlane.Point> points = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      if (within(x, first[i]) && within(y, second[i])) {
        points.add(new EnergyPlane.Point(first[i], second[i]));
      }
    }
    return new EnergyPlane(
        energy.name(),
        dimension,
        axes.axes(),
        axes.shares(),
        Arrays.stream(x).boxed().toList(),
        Arrays.stream(y).boxed().toList(),
        evaluate(TaskEnergy.of(spark, energy), dimension, x, y),
        points,
        first.length - points.size());
  }

  private static boolean within(double[] places, double at) {
    return at >= places[0] && at <= places[places.length - 1];
  }

  private static double[] places(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    double low = sorted[(int) Math.floor(QUANTILE * last)];
    double high = sorted[(int) Math.ceil((1 - QUANTILE) * last)];
    double margin = MARGIN * (high - low);
    double padding = PADDING * (high - low);
    double from = Math.max(low - margin, sorted[0] - padding);
    double to = Math.min(high + margin, sorted[last] + padding);
    double[] places = new double[EnergyPlane.GRID];
    for (int i = 0; i < places.length; i++) {
      places[i] = from + (to - from) * i / (places.length - 1);
    }
    return places;
  }

  /** On the driver: a grid is a few thousand rows. */
  private List<List<Double>> evaluate(TaskEnergy energy, int dimension, double[] x, double[] y) {
    List<Double> energies = new ArrayList<>();
    try (BatchEvaluator evaluator =
        energy
            .settings()
            .onCpu(energy.model().energy())
            .open(energy.model().energy(), dimension, Set.of(Quantity.ENERGY), List.of())) {
      Batch batch = evaluator.batch();
      int cells = x.length * y.length;
      for (int from = 0; from < cells; from += batch.maxRows()) {
        int count = Math.min(batch.maxRows(), cells - from);
        for (int i = 0; i < count; i++) {
          int cell = from + i;
          axes.place(x[cell % x.length], y[cell / x.length], batch.features(), i * dimension);
        }
        evaluator.evaluate(count);
        for (int i = 0; i < count; i++) {
          energies.add(batch.energies()[i]);
        }
      }
    }
    return IntStream.range(0, y.length)
        .mapToObj(i -> List.copyOf(energies.subList(i * x.length, (i + 1) * x.length)))
        .toList();
  }
}
