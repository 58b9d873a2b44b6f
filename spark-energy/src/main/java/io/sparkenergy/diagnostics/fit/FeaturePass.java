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

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/** One pass over the features alone: their covariance and a sample of them. */
record FeaturePass(long seed, int sampleRows) implements Serializable {
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
    double[] row = new double[source.dimension()];
    while (rows.hasNext()) {
      FeatureVectors.Filled filled = source.fill(rows, row, 1);
      sums.countWithoutFeatures(filled.withoutFeatures());
      if (filled.rows() == 1 && FiniteRow.is(row)) {
        sums.partition(index).add(row);
        sums.sample().add(RowHash.of(seed, row, 0, row.length), row, 0, row.length);
      } else if (filled.rows() == 1) {
        sums.countNotFinite();
      }
    }
    return sums;
  }
}
