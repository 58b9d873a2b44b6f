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

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Iterator;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** What a task does with its partition: rows in, the same rows with their results out. */
record EvaluationTask(
    Broadcast<SharedEnergy> energy,
    FeatureReader reader,
    Set<Quantity> quantities,
    String backend,
    Precision precision,
    BatchSize size,
    EvaluationMetrics metrics)
    implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Evaluators evaluators = new Evaluators();
    // Once, before the first batch: memory is freed when the task succeeds, fails or is killed.
    TaskCompletionListener free = context -> evaluators.close();
    TaskContext.get().addTaskCompletionListener(free);
    return new BatchedRows(rows, this, evaluators);
  }

  /** The evaluator that a task holds; another one only when rows of another length come. */
  final class Evaluators implements AutoCloseable {
    private BatchEvaluator open;

    Batch batch(int dimension) {
      if (open == null || open.batch().dimension() != dimension) {
        close();
        EnergyFunction function = energy.value().get();
        open = Backends.find(backend).open(function, dimension, quantities, precision, size);
      }
      return open.batch();
    }

    void evaluate(int rows) {
      long start = System.nanoTime();
      open.evaluate(rows);
      metrics.computeNanos().add(System.nanoTime() - start);
      metrics.batches().add(1);
      metrics.rows().add(rows);
    }

    @Override
    public void close() {
      if (open != null) {
        open.close();
        open = null;
      }
    }
  }
}
