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
package io.sparkenergy.diagnostics.pass;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.catalyst.FeatureScan;
import io.sparkenergy.catalyst.FeatureVector;
import io.sparkenergy.catalyst.ModelEvaluator;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.model.EnergyModel;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Evaluates the rows of a partition in batches and gives them to a sink. A row that cannot be
 * evaluated is told to the sink and keeps no other from it.
 *
 * @param column what messages call the features
 * @param sink makes the sink of a partition
 * @param progress counts rows for people who wait; no result is made of it
 */
public record BatchedPass<S extends RowSink>(
    EnergyModel model,
    EvaluationSettings settings,
    Set<Quantity> quantities,
    String column,
    SinkMaker<S> sink,
    LongAccumulator progress)
    implements FeatureScan.Work<S> {

  /** Makes the sink of a partition. */
  @FunctionalInterface
  public interface SinkMaker<S> extends Supplier<S>, Serializable {}

  private static final int FIRST_ROWS = 64;

  @Override
  public S of(int partition, Iterator<FeatureVector> rows) {
    S result = sink.get();
    new Run(partition, result).over(rows);
    return result;
  }

  /** Frees native memory when the task succeeds, fails or is killed. */
  public static void closeWithTask(ModelEvaluator evaluator) {
    TaskCompletionListener free = context -> evaluator.close();
    TaskContext.get().addTaskCompletionListener(free);
  }

  private final class Run {
    private final int partition;
    private final RowSink sink;
    private final ModelEvaluator evaluator =
        new ModelEvaluator(model, quantities, settings, column);

    private int limit = FIRST_ROWS;
    private long[] positions = new long[0];
    private String[] ids = new String[0];
    private Batch batch;
    private int count;

    /** The last dimension that was looked at, and what is wrong with it: nothing, or a message. */
    private int dimension = -1;

    private String misfit = "";

    Run(int partition, RowSink sink) {
      this.partition = partition;
      this.sink = sink;
      closeWithTask(evaluator);
    }

    void over(Iterator<FeatureVector> rows) {
      long position = 0;
      while (rows.hasNext()) {
        take(rows.next(), position++);
      }
      evaluate();
    }

    private void take(FeatureVector row, long position) {
      if (row.isNull()) {
        refuse(WarningKind.NULL_FEATURES, row, position, "no features");
        return;
      }
      int found = row.dimension();
      if (found != dimension) {
        evaluate();
        batch = null;
        look(found);
      }
      if (!misfit.isEmpty()) {
        refuse(WarningKind.WRONG_DIMENSION, row, position, misfit);
        return;
      }
      begin();
      try {
        row.copy(batch.features(), count * dimension);
      } catch (EnergyException e) {
        refuse(
            WarningKind.NULL_ELEMENT,
            row,
            position,
            "null at element " + e.parameters().get("index"));
        return;
      }
      positions[count] = position;
      ids[count] = row.id();
      count++;
      if (count == Math.min(limit, batch.maxRows())) {
        evaluate();
        limit = settings.size().maxRows();
        batch = null;
      }
    }

    private void look(int found) {
      dimension = found;
      try {
        model.energy().requireDimension(found);
        misfit = "";
      } catch (EnergyException e) {
        misfit = found + " features, expected " + model.energy().expectedDimension();
      }
    }

    private void begin() {
      if (batch == null) {
        batch = evaluator.batch(dimension, limit);
        if (positions.length < batch.maxRows()) {
          positions = new long[batch.maxRows()];
          ids = new String[batch.maxRows()];
        }
      }
    }

    private void refuse(WarningKind kind, FeatureVector row, long position, String detail) {
      progress.add(1);
      sink.refused(kind, new RowPlace(partition, position, row.id()), detail);
    }

    private void evaluate() {
      if (count == 0) {
        return;
      }
      EvaluatedRows rows = new EvaluatedRows(partition, batch, positions, ids, count);
      progress.add(count);
      try {
        evaluator.evaluate(count);
        sink.evaluated(rows);
      } catch (EnergyException e) {
        if (e.condition() != ErrorCondition.BATCH_SHAPE) {
          throw e;
        }
        sink.failed(rows, e);
      } finally {
        count = 0;
      }
    }
  }
}
