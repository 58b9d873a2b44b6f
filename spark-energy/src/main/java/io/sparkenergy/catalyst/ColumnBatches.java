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
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowJoiner;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Batches of rows that come in columns. The columns stay valid until the next columnar batch is
 * asked for, so what is passed on is read from them when a row goes out, and never kept.
 */
final class ColumnBatches extends EnergyBatches {
  private final Iterator<ColumnarBatch> batches;
  private final Function<InternalRow, UnsafeRow> keep;
  private final boolean passesOn;

  private ColumnarBatch columns;
  private int end;
  private int from;

  ColumnBatches(
      Iterator<ColumnarBatch> batches,
      List<EvaluatedColumn> evaluated,
      List<ResultField> fields,
      Function<InternalRow, UnsafeRow> keep,
      int keptFields,
      UnsafeRowJoiner joiner,
      OperatorMetrics metrics,
      int maxRows) {
    super(evaluated, fields, joiner, metrics, maxRows);
    this.batches = batches;
    this.keep = keep;
    this.passesOn = keptFields > 0;
  }

  @Override
  boolean passesOn() {
    return passesOn;
  }

  @Override
  UnsafeRow passedOn(int index) {
    return keep.apply(columns.getRow(from + index));
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
    long start = System.nanoTime();
    int count = Math.min(most, columns.numRows() - from);
    EvaluationColumn[] evaluations = evaluations();
    for (EvaluationColumn evaluation : evaluations) {
      count = evaluation.fitting(column(evaluation), from, count);
    }
    for (EvaluationColumn evaluation : evaluations) {
      evaluation.take(column(evaluation), from, count);
    }
    end = from + count;
    metrics().copyTime().add(System.nanoTime() - start);
    return count;
  }

  private ColumnVector column(EvaluationColumn evaluation) {
    return columns.column(evaluation.ordinal());
  }
}
