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
 * One pass over the rows: energy, score and Laplacian, their moments, and a sample.
 *
 * @param laplacian none where the energy has no second derivative; its moments then mean nothing
 */
record FitPass(TaskEnergy energy, List<Laplacian> laplacian, long seed, int sampleRows)
    implements Serializable {
  static final int ENERGY = 0;
  static final int HALF_SQUARED_SCORE = 1;
  static final int LAPLACIAN = 2;
  static final int OBJECTIVE = 3;
  private static final int ENTRIES = 4;
  private static final int TREE_DEPTH = 2;

  FitSums over(FeatureVectors vectors) {
    FeatureVectors.Source source = vectors.source();
    Function2<Integer, Iterator<Row>, Iterator<FitSums>> partition =
        (index, rows) -> List.of(sums(index, rows, source)).iterator();
    return vectors
        .rows()
        .mapPartitionsWithIndex(partition, true)
        .treeAggregate(new FitSums(sampleRows), FitSums::merge, FitSums::merge, TREE_DEPTH);
  }

  private FitSums sums(int index, Iterator<Row> rows, FeatureVectors.Source source) {
    FitSums sums = new FitSums(sampleRows);
    if (!rows.hasNext()) {
      return sums;
    }
    BatchEvaluator evaluator =
        energy.open(source.dimension(), Set.of(Quantity.ENERGY, Quantity.SCORE));
    List<Laplacian.InTask> laplacians = laplacian.stream().map(Laplacian::open).toList();
    Batch batch = evaluator.batch();
    long[] hashes = new long[batch.maxRows()];
    double[] traces = new double[batch.maxRows()];
    int d = source.dimension();
    Moments moments = sums.partition(index);
    while (rows.hasNext()) {
      FeatureVectors.Filled filled = source.fill(rows, batch.features(), batch.maxRows());
      sums.countWithoutFeatures(filled.withoutFeatures());
      int count = filled.rows();
      for (int i = 0; i < count; i++) {
        hashes[i] = RowHash.of(seed, batch.features(), i * d, d);
      }
      evaluator.evaluate(count);
      laplacians.forEach(each -> each.compute(batch.features(), hashes, count, traces));
      add(batch, hashes, traces, count, sums, moments);
    }
    return sums;
  }

  private static void add(
      Batch batch, long[] hashes, double[] traces, int count, FitSums sums, Moments moments) {
    int d = batch.dimension();
    double[] entries = new double[ENTRIES];
    for (int i = 0; i < count; i++) {
      entries[ENERGY] = batch.energies()[i];
      entries[HALF_SQUARED_SCORE] = halfSquaredNorm(batch.scores(), i * d, d);
      entries[LAPLACIAN] = traces[i];
      entries[OBJECTIVE] = entries[HALF_SQUARED_SCORE] - traces[i];
      if (FiniteRow.is(batch, i) && Double.isFinite(entries[OBJECTIVE])) {
        moments.add(entries);
        sums.sample().add(hashes[i], batch.features(), i * d, d);
      } else {
        sums.countNotFinite();
      }
    }
  }

  static double halfSquaredNorm(double[] scores, int offset, int d) {
    double sum = 0;
    for (int j = offset; j < offset + d; j++) {
      sum += scores[j] * scores[j];
    }
    return sum / 2;
  }
}
