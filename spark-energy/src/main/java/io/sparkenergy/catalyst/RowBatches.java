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
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Batches of rows that come one by one, each gone when the next is asked for. */
final class RowBatches extends EnergyBatches {
  private final Iterator<InternalRow> rows;
  private final KeptRows kept;

  /** The row that ended the last batch; valid until the input is asked for more. */
  private InternalRow ahead;

  private boolean hasAhead;

  RowBatches(Iterator<InternalRow> rows, PartitionWork work) {
    super(work);
    this.rows = rows;
    this.kept = new KeptRows(work.kept());
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
    int samples = 0;
    while (count < most && !kept.isFull() && (hasAhead || rows.hasNext())) {
      InternalRow row = hasAhead ? ahead : rows.next();
      hasAhead = false;
      boolean timed = (count & (OperatorMetrics.SAMPLED - 1)) == 1 && areOpen();
      long start = timed ? System.nanoTime() : 0;
      if (!take(row)) {
        ahead = row;
        hasAhead = true;
        break;
      }
      if (work().passesOn()) {
        kept.add(work().keep().apply(row));
      }
      if (timed) {
        sampled += System.nanoTime() - start;
        samples++;
      }
      count++;
    }
    if (samples > 0) {
      work().metrics().copyTime().add(sampled * count / samples);
    }
    return count;
  }

  /** Whether a row can be timed: one that opens an evaluator takes much longer than its copy. */
  private boolean areOpen() {
    for (EvaluationColumn evaluation : evaluations()) {
      if (!evaluation.isOpen()) {
        return false;
      }
    }
    return true;
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
