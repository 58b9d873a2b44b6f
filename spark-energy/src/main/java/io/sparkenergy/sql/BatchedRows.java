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
package io.sparkenergy.sql;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.energy.Quantity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Takes rows in batches, evaluates them, and gives them out in their order. A batch ends when it is
 * full, when the rows end, or before a row of another length (where the energy takes any length).
 */
final class BatchedRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final EvaluationTask task;
  private final EvaluationTask.Evaluators evaluators;
  private final boolean withEnergy;
  private final boolean withScore;

  private final Deque<Row> ready = new ArrayDeque<>();
  private final List<Row> taken = new ArrayList<>();
  private Row ahead;

  BatchedRows(Iterator<Row> rows, EvaluationTask task, EvaluationTask.Evaluators evaluators) {
    this.rows = rows;
    this.task = task;
    this.evaluators = evaluators;
    this.withEnergy = task.quantities().contains(Quantity.ENERGY);
    this.withScore = task.quantities().contains(Quantity.SCORE);
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || ahead != null || rows.hasNext();
  }

  @Override
  public Row next() {
    if (ready.isEmpty()) {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      fill();
    }
    return ready.poll();
  }

  private void fill() {
    FeatureReader reader = task.reader();
    taken.clear();
    Batch batch = null;
    int evaluated = 0;
    while (hasNextRow()) {
      Row row = nextRow();
      if (!reader.isNull(row)) {
        int dimension = reader.dimension(row);
        if (batch == null) {
          reader.requireFit(task.energy().value().get(), dimension);
          batch = evaluators.batch(dimension);
        } else if (dimension != batch.dimension()) {
          ahead = row;
          break;
        }
        reader.read(row, batch.features(), evaluated++ * dimension);
      }
      taken.add(row);
      boolean full = batch != null && evaluated == batch.maxRows();
      if (full || taken.size() == task.size().maxRows()) {
        break;
      }
    }
    if (evaluated > 0) {
      evaluators.evaluate(evaluated);
    }
    emit(batch);
  }

  private void emit(Batch batch) {
    int place = 0;
    for (Row row : taken) {
      boolean absent = task.reader().isNull(row);
      Object[] values = new Object[row.length() + (withEnergy ? 1 : 0) + (withScore ? 1 : 0)];
      for (int i = 0; i < row.length(); i++) {
        values[i] = row.get(i);
      }
      if (!absent) {
        int at = row.length();
        if (withEnergy) {
          values[at++] = batch.energies()[place];
        }
        if (withScore) {
          values[at] = batch.score(place);
        }
        place++;
      }
      ready.add(RowFactory.create(values));
    }
  }

  private boolean hasNextRow() {
    return ahead != null || rows.hasNext();
  }

  private Row nextRow() {
    Row row = ahead == null ? rows.next() : ahead;
    ahead = null;
    return row;
  }
}
