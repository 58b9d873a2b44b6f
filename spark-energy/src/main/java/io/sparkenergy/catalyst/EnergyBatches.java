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
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A partition in batches: rows in, the columns that are passed on and the results out, in the same
 * order. Batches begin small and grow, so that a partition of few rows, or a consumer that stops
 * early, costs little.
 */
abstract class EnergyBatches implements Iterator<InternalRow> {
  private static final int FIRST_ROWS = 64;
  private static final int GROWTH = 4;

  private final PartitionWork work;
  private final EvaluationColumn[] evaluations;
  private final ResultRow results;

  private int limit;
  private int ready;
  private int next;

  EnergyBatches(PartitionWork work) {
    this.work = work;
    this.evaluations =
        work.columns().stream().map(EvaluationColumn::new).toArray(EvaluationColumn[]::new);
    this.results = new ResultRow(work.fields().toArray(ResultField[]::new), evaluations);
    this.limit = Math.min(FIRST_ROWS, work.maxRows());
    TaskCompletionListener free = context -> close();
    // Once, before the first batch: memory is freed when the task succeeds, fails or is killed.
    TaskContext.get().addTaskCompletionListener(free);
  }

  /** Fills the evaluations with the next rows, at most so many; 0 when there are none. */
  abstract int fill(int most);

  /** The columns of a row of this batch that are passed on. */
  abstract UnsafeRow passedOn(int index);

  final EvaluationColumn[] evaluations() {
    return evaluations;
  }

  final PartitionWork work() {
    return work;
  }

  @Override
  public final boolean hasNext() {
    return next < ready || nextBatch();
  }

  @Override
  public final InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int index = next++;
    UnsafeRow result = results.of(index);
    return work.passesOn() ? work.joiner().join(passedOn(index), result) : result;
  }

  private boolean nextBatch() {
    next = 0;
    for (EvaluationColumn evaluation : evaluations) {
      evaluation.begin(limit);
    }
    ready = fill(limit);
    if (ready == 0) {
      return false;
    }
    long start = System.nanoTime();
    for (EvaluationColumn evaluation : evaluations) {
      evaluation.evaluate();
    }
    OperatorMetrics metrics = work.metrics();
    metrics.computeTime().add(System.nanoTime() - start);
    metrics.batches().add(1);
    metrics.rows().add(ready);
    for (EvaluationColumn evaluation : evaluations) {
      metrics.onGpu().add(evaluation.onGpu());
    }
    metrics.peakMemory().set(peakBytes());
    results.begin();
    limit = (int) Math.min((long) limit * GROWTH, work.maxRows());
    return true;
  }

  private long peakBytes() {
    long sum = 0;
    for (EvaluationColumn evaluation : evaluations) {
      sum += evaluation.peakBytes();
    }
    return sum;
  }

  /** Closes every evaluation, even when one fails to; the first failure is thrown. */
  private void close() {
    RuntimeException failure = null;
    for (EvaluationColumn evaluation : evaluations) {
      try {
        evaluation.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
