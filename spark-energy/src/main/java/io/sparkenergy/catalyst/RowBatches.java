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

/** Batches of rows that come one by one, each gone when the next is asked for. */
final class RowBatches extends EnergyBatches {
  private final Iterator<InternalRow> rows;
  private final Function<InternalRow, UnsafeRow> keep;
  private final boolean passesOn;
  private final KeptRows kept;

  /** The row that ended the last batch; valid until the input is asked for more. */
  private InternalRow ahead;

  private boolean hasAhead;

  /**
   * Batches of a partition.
   *
   * @param keep the columns of a row that are passed on
   * @param keptFields how many they are
   */
  RowBatches(
      Iterator<InternalRow> rows,
      List<EvaluatedColumn> columns,
      List<ResultField> fields,
      Function<InternalRow, UnsafeRow> keep,
      int keptFields,
      UnsafeRowJoiner joiner,
      OperatorMetrics metrics,
      int maxRows) {
    super(columns, fields, joiner, metrics, maxRows);
    this.rows = rows;
    this.keep = keep;
    this.passesOn = keptFields > 0;
    this.kept = new KeptRows(keptFields);
  }

  @Override
  boolean passesOn() {
    return passesOn;
  }

  @Override
  UnsafeRow passedOn(int index) {
    return kept.get(index);
  }

  @Override
  int fill(int most) {
    kept.clear();
    int count = 0;
    long sampled = 0;
    while (count < most && !kept.isFull() && (hasAhead || rows.hasNext())) {
      InternalRow row = hasAhead ? ahead : rows.next();
      hasAhead = false;
      boolean timed = (count & (OperatorMetrics.SAMPLED - 1)) == 0;
      long start = timed ? System.nanoTime() : 0;
      if (!take(row)) {
        ahead = row;
        hasAhead = true;
        break;
      }
      if (passesOn) {
        kept.add(keep.apply(row));
      }
      if (timed) {
        sampled += System.nanoTime() - start;
      }
      count++;
    }
    metrics().copyTime().add(sampled * Math.min(OperatorMetrics.SAMPLED, Math.max(count, 1)));
    return count;
  }

  private boolean take(InternalRow row) {
    EvaluationColumn[] evaluations = evaluations();
    for (int i = 0; i < evaluations.length; i++) {
      if (!evaluations[i].take(row)) {
        for (int taken = 0; taken < i; taken++) {
          evaluations[taken].giveBack();
        }
        return false;
      }
    }
    return true;
  }
}
