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
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.numerics.Moments;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/**
 * One pass over the rows with two energies, and the moments of what they and their differences say.
 */
record ComparisonPass(
    TaskEnergy a, TaskEnergy b, Laplacian laplacianOfA, Laplacian laplacianOfB, long seed)
    implements Serializable {
  static final int ENERGY_A = 0;
  static final int ENERGY_B = 1;
  static final int ENERGY_DIFFERENCE = 2;
  static final int OBJECTIVE_A = 3;
  static final int OBJECTIVE_B = 4;
  static final int OBJECTIVE_DIFFERENCE = 5;
  static final int HALF_SQUARED_DISTANCE = 6;
  private static final int ENTRIES = 7;
  private static final int TREE_DEPTH = 2;
  private static final Set<Quantity> BOTH = Set.of(Quantity.ENERGY, Quantity.SCORE);

  FitSums over(FeatureVectors vectors) {
    FeatureVectors.Source source = vectors.source();
    Function2<Integer, Iterator<Row>, Iterator<FitSums>> partition =
        (index, rows) -> List.of(sums(index, rows, source)).iterator();
    return vectors
        .rows()
        .mapPartitionsWithIndex(partition, true)
        .treeAggregate(new FitSums(0), FitSums::merge, FitSums::merge, TREE_DEPTH);
  }

  private FitSums sums(int index, Iterator<Row> rows, FeatureVectors.Source source) {
    FitSums sums = new FitSums(0);
    if (!rows.hasNext()) {
      return sums;
    }
    int d = source.dimension();
    BatchEvaluator first = a.open(d, BOTH);
    BatchEvaluator second = b.open(d, BOTH);
    Laplacian.InTask firstLaplacian = laplacianOfA.open();
    Laplacian.InTask secondLaplacian = laplacianOfB.open();
    int most = Math.min(first.batch().maxRows(), second.batch().maxRows());
    double[] x = first.batch().features();
    long[] hashes = new long[most];
    double[] tracesOfA = new double[most];
    double[] tracesOfB = new double[most];
    Moments moments = sums.partition(index);
    while (rows.hasNext()) {
      FeatureVectors.Filled filled = source.fill(rows, x, most);
      sums.countWithoutFeatures(filled.withoutFeatures());
      int count = filled.rows();
      for (int i = 0; i < count; i++) {
        hashes[i] = RowHash.of(seed, x, i * d, d);
      }
      System.arraycopy(x, 0, second.batch().features(), 0, count * d);
      first.evaluate(count);
      second.evaluate(count);
      firstLaplacian.compute(x, hashes, count, tracesOfA);
      secondLaplacian.compute(x, hashes, count, tracesOfB);
      for (int i = 0; i < count; i++) {
        add(first.batch(), tracesOfA[i], second.batch(), tracesOfB[i], i, sums, moments);
      }
    }
    return sums;
  }

  private static void add(
      Batch a, double traceOfA, Batch b, double traceOfB, int row, FitSums sums, Moments moments) {
    int d = a.dimension();
    double[] entries = new double[ENTRIES];
    entries[ENERGY_A] = a.energies()[row];
    entries[ENERGY_B] = b.energies()[row];
    entries[ENERGY_DIFFERENCE] = entries[ENERGY_B] - entries[ENERGY_A];
    entries[OBJECTIVE_A] = FitPass.halfSquaredNorm(a.scores(), row * d, d) - traceOfA;
    entries[OBJECTIVE_B] = FitPass.halfSquaredNorm(b.scores(), row * d, d) - traceOfB;
    entries[OBJECTIVE_DIFFERENCE] = entries[OBJECTIVE_B] - entries[OBJECTIVE_A];
    double distance = 0;
    for (int j = row * d; j < (row + 1) * d; j++) {
      double difference = a.scores()[j] - b.scores()[j];
      distance += difference * difference;
    }
    entries[HALF_SQUARED_DISTANCE] = distance / 2;
    if (FiniteRow.is(a, row)
        && FiniteRow.is(b, row)
        && Double.isFinite(entries[OBJECTIVE_DIFFERENCE])
        && Double.isFinite(entries[ENERGY_DIFFERENCE])) {
      moments.add(entries);
    } else {
      sums.countNotFinite();
    }
  }
}
