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
package io.sparkenergy.catalyst;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Batches of rows that come in columns. The columns stay valid until the next columnar batch is
 * asked for, so what is passed on is read from them when a row goes out, and never kept.
 */
final class ColumnBatches extends EnergyBatches {
  private final Iterator<ColumnarBatch> batches;

  private ColumnarBatch columns;
  private int end;
  private int from;

  ColumnBatches(Iterator<ColumnarBatch> batches, PartitionWork work) {
    super(work);
    this.batches = batches;
  }

  @Override
  UnsafeRow passedOn(int index) {
    return work().keep().apply(columns.getRow(from + index));
  }

  @Override
  int fill(int most) {
    from = end;
    while (columns == null || from == columns.numRows()) {
      if (!batches.hasNext()) {
        return 0;
      }
      columns = batches.next();
      from = 0;
    }
    int count = Math.min(most, columns.numRows() - from);
    EvaluationColumn[] evaluations = evaluations();
    for (EvaluationColumn evaluation : evaluations) {
      count = evaluation.fitting(column(evaluation), from, count);
    }
    long start = System.nanoTime();
    for (EvaluationColumn evaluation : evaluations) {
      evaluation.take(column(evaluation), from, count);
    }
    end = from + count;
    work().metrics().copyTime().add(System.nanoTime() - start);
    return count;
  }

  private ColumnVector column(EvaluationColumn evaluation) {
    return columns.column(evaluation.ordinal());
  }
}
