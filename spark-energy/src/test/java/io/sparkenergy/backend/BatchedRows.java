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
package io.sparkenergy.backend;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rows through a backend, batch by batch, as a task does it. */
public final class BatchedRows {
  /** What is computed of each row. */
  public static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);

  private BatchedRows() {}

  /**
   * The backends that compute what energies say, where they run here, or the one that a JVM is
   * there to test; {@code watched} only counts for another.
   */
  public static Stream<String> backends() {
    return Stream.of(System.getProperty("spark.energy.tested", ""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(Stream::of)
        .orElseGet(() -> Backends.names().stream().filter(name -> Backends.find(name).automatic()));
  }

  /** Energy and score, side by side a row. */
  public static double[][] evaluate(
      String backend, EnergyFunction energy, Precision precision, int batchRows, double[]... rows) {
    int d = rows[0].length;
    BatchSize size = new BatchSize(batchRows, Long.MAX_VALUE);
    double[][] results = new double[rows.length][];
    try (BatchEvaluator evaluator = Backends.find(backend).open(energy, d, BOTH, precision, size)) {
      for (int from = 0; from < rows.length; from += batchRows) {
        List<double[]> part =
            Arrays.asList(rows).subList(from, Math.min(from + batchRows, rows.length));
        double[][] found = evaluate(evaluator, part.toArray(double[][]::new));
        System.arraycopy(found, 0, results, from, found.length);
      }
    }
    return results;
  }

  /** One batch. */
  public static double[][] evaluate(BatchEvaluator evaluator, double[]... rows) {
    Batch batch = evaluator.batch();
    int d = batch.dimension();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, batch.features(), i * d, d);
    }
    evaluator.evaluate(rows.length);
    double[][] results = new double[rows.length][1 + d];
    for (int i = 0; i < rows.length; i++) {
      results[i][0] = batch.energies()[i];
      System.arraycopy(batch.scores(), i * d, results[i], 1, d);
    }
    return results;
  }
}
