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
package io.sparkenergy.backend.cpu.f64;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.cpu.plan.Plan;
import io.sparkenergy.backend.cpu.plan.Plan.Place;
import io.sparkenergy.expression.Program;
import java.util.ArrayList;
import java.util.List;

/** Runs a program over batches of rows, tile by tile, for one thread. */
public final class DoubleTileEvaluator {
  /**
   * What a tile's scratch may take: it stays in the second-level cache with room for parameters.
   */
  private static final int TILE_BYTES = 128 << 10;

  /** Rows that a matrix which fills the first-level cache is worth loading for. */
  private static final int PRODUCT_ROWS = 48;

  private static final long PRODUCT_BYTES = 16 << 10;

  /** What a tile may take for that. */
  private static final int PRODUCT_TILE_BYTES = 512 << 20;

  /** Rows come in multiples of this, where there are so many: a product takes six at a time. */
  private static final int ROW_BLOCK = 6;

  /** And of this, where there are: up to sixteen, a register's lanes, are turned or added up. */
  private static final int TURNED_BLOCK = 48;

  private final Plan plan;
  private final DoubleKernels kernels;
  private final double[] features;
  private final List<double[]> results;
  private final DoubleMemory memory;
  private final List<DoubleWork> works;
  private final int tileRows;

  private DoubleTileEvaluator(
      Program program,
      DoubleKernels kernels,
      int maxRows,
      double[] features,
      List<double[]> results) {
    this.plan =
        Plan.of(
            program,
            kernels.lanes(),
            kernels.dialect().addsUpRows(),
            kernels.dialect().precision());
    this.kernels = kernels;
    this.features = features;
    this.results = results;
    this.tileRows = Math.min(maxRows, tileRows(plan));
    this.memory = new DoubleMemory(plan, tileRows, kernels.lanes(), features, results);
    this.works = DoubleWorks.of(plan, memory, kernels);
  }

  /**
   * Readies a program.
   *
   * @param vectorApi whether to use the Vector API, which must be there then
   * @param maxRows the most rows of a batch
   * @param features where rows will stand, one after the other, with {@link Batch#slack} numbers
   *     behind the last
   * @param results where the program's results go, in its order, with as many behind the last
   */
  public static DoubleTileEvaluator of(
      Program program, boolean vectorApi, int maxRows, double[] features, List<double[]> results) {
    DoubleKernels kernels = vectorApi ? new SimdDoubleKernels() : new PlainDoubleKernels();
    return new DoubleTileEvaluator(program, kernels, maxRows, features, results);
  }

  /** Evaluates the first {@code rows} rows. */
  public void evaluate(int rows) {
    for (int first = 0; first < rows; first += tileRows) {
      int count = Math.min(tileRows, rows - first);
      loadRows(first, count);
      for (DoubleWork work : works) {
        work.run(first, count);
      }
      storeResults(first, count);
    }
  }

  /** What an evaluation goes through for each tile, in words: loading, all steps, storing. */
  public List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    pieces.add("load rows");
    plan.steps().forEach(step -> pieces.add(step.summary()));
    pieces.add("store results");
    return pieces;
  }

  /**
   * As {@link #evaluate(int)}, and adds to the times what each of the {@link #pieces} takes. The
   * clock takes some 20 ns for a piece of a tile.
   */
  public void evaluate(int rows, long[] nanos) {
    for (int first = 0; first < rows; first += tileRows) {
      int count = Math.min(tileRows, rows - first);
      int piece = 0;
      long start = System.nanoTime();
      loadRows(first, count);
      for (DoubleWork work : works) {
        start = took(start, nanos, piece++);
        work.run(first, count);
      }
      start = took(start, nanos, piece++);
      storeResults(first, count);
      took(start, nanos, piece);
    }
  }

  private static long took(long start, long[] nanos, int piece) {
    long end = System.nanoTime();
    nanos[piece] += end - start;
    return end;
  }

  private static int tileRows(Plan plan) {
    int perRow = Math.max(1, plan.scratchPerRow() + 2 * plan.dimension());
    int rows = TILE_BYTES / (perRow * Double.BYTES);
    if (plan.largestMatrix() * Double.BYTES > PRODUCT_BYTES) {
      rows = Math.max(rows, Math.min(PRODUCT_ROWS, PRODUCT_TILE_BYTES / (perRow * Double.BYTES)));
    }
    if (rows >= TURNED_BLOCK) {
      return rows / TURNED_BLOCK * TURNED_BLOCK;
    }
    return rows >= ROW_BLOCK ? rows / ROW_BLOCK * ROW_BLOCK : Math.max(1, rows);
  }

  private void loadRows(int first, int rows) {
    Place input = plan.input();
    if (memory.isScratch(input)) {
      int d = plan.dimension();
      kernels.copy(
          features,
          first * d,
          d,
          memory.array(input),
          memory.at(input, first),
          memory.stride(input),
          d,
          rows);
    }
  }

  private void storeResults(int first, int rows) {
    for (int i = 0; i < results.size(); i++) {
      Place output = plan.outputs().get(i);
      if (memory.isScratch(output)) {
        int length = plan.outputLengths().get(i);
        kernels.copy(
            memory.array(output),
            memory.at(output, first),
            memory.stride(output),
            results.get(i),
            first * length,
            length,
            length,
            rows);
      }
    }
  }
}
