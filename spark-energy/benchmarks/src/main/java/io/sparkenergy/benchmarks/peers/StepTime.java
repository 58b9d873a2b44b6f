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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cpu.f32.FloatTileEvaluator;
import io.sparkenergy.backend.cpu.f64.DoubleTileEvaluator;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.expression.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What a step of an energy's plan takes.
 *
 * @param step in words
 * @param nanosPerRow of the evaluation that took the least in all
 */
record StepTime(String step, double nanosPerRow) {

  /** For the JIT, which compiles each form of loop once. */
  private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(3000);

  /** An evaluator whose steps are timed. */
  @FunctionalInterface
  private interface Timed {
    void evaluate(int rows, long[] nanos);
  }

  /** Measures a cell's steps, in the order that they run in. */
  static List<StepTime> measured(Cell cell, Iterations iterations) {
    EnumSet<Quantity> quantities = EnumSet.copyOf(cell.quantities().set());
    Program program = Problems.of(cell.subject(), cell.d()).energy().program(quantities, cell.d());
    return cell.precision() == Precision.DOUBLE
        ? doubles(program, cell, quantities, iterations)
        : floats(program, cell, quantities, iterations);
  }

  private static List<StepTime> doubles(
      Program program, Cell cell, EnumSet<Quantity> quantities, Iterations iterations) {
    double[] features = Arrays.copyOf(Inputs.rows(cell.n(), cell.d()), length(cell, cell.d()));
    List<double[]> results =
        quantities.stream().map(q -> new double[length(cell, numbers(q, cell))]).toList();
    DoubleTileEvaluator tiles = DoubleTileEvaluator.of(program, true, cell.n(), features, results);
    return least(tiles.pieces(), tiles::evaluate, cell, iterations);
  }

  private static List<StepTime> floats(
      Program program, Cell cell, EnumSet<Quantity> quantities, Iterations iterations) {
    double[] rows = Inputs.rows(cell.n(), cell.d());
    float[] features = new float[length(cell, cell.d())];
    for (int i = 0; i < rows.length; i++) {
      features[i] = (float) rows[i];
    }
    List<float[]> results =
        quantities.stream().map(q -> new float[length(cell, numbers(q, cell))]).toList();
    FloatTileEvaluator tiles = FloatTileEvaluator.of(program, true, cell.n(), features, results);
    return least(tiles.pieces(), tiles::evaluate, cell, iterations);
  }

  private static int numbers(Quantity quantity, Cell cell) {
    return quantity == Quantity.SCORE ? cell.d() : 1;
  }

  private static int length(Cell cell, int perRow) {
    return cell.n() * perRow + Batch.slack(cell.d());
  }

  private static List<StepTime> least(
      List<String> pieces, Timed evaluator, Cell cell, Iterations iterations) {
    long measured = iterations.measured() * TimeUnit.MILLISECONDS.toNanos(iterations.millis());
    least(pieces.size(), evaluator, cell.n(), WARM_UP_NANOS);
    long[] nanos = least(pieces.size(), evaluator, cell.n(), measured);
    List<StepTime> times = new ArrayList<>();
    for (int i = 0; i < nanos.length; i++) {
      times.add(new StepTime(pieces.get(i), nanos[i] / (double) cell.n()));
    }
    return times;
  }

  /** The times of the evaluation, of those that this much time allows, that took the least. */
  private static long[] least(int pieces, Timed evaluator, int rows, long nanos) {
    long[] best = {};
    long end = System.nanoTime() + nanos;
    do {
      long[] times = new long[pieces];
      evaluator.evaluate(rows, times);
      if (best.length == 0 || LongStream.of(times).sum() < LongStream.of(best).sum()) {
        best = times;
      }
    } while (System.nanoTime() < end);
    return best;
  }
}
