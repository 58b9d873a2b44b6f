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

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.model.EnergyModel;
import java.util.Set;

/**
 * What a task holds to evaluate one model over one column: a backend's evaluator. It is opened for
 * the first batch, which is small, and once more, as large as the settings allow, when more rows
 * come; and again if their dimension changes.
 */
public final class ModelEvaluator implements AutoCloseable {
  private final EnergyModel model;
  private final Set<Quantity> quantities;
  private final EvaluationSettings settings;
  private final String column;

  private BatchEvaluator open;
  private int openedFor;
  private long peakBytes;

  public ModelEvaluator(
      EnergyModel model, Set<Quantity> quantities, EvaluationSettings settings, String column) {
    this.model = model;
    this.quantities = quantities;
    this.settings = settings;
    this.column = column;
  }

  /**
   * Room for rows of a dimension: for {@code rows} of them at least, where the settings allow it.
   *
   * @throws EnergyException naming column, model, found and expected, if the dimension does not fit
   */
  public Batch batch(int dimension, int rows) {
    if (open == null || open.batch().dimension() != dimension || openedFor < rows) {
      requireFit(dimension);
      int opening = open == null ? rows : settings.size().maxRows();
      BatchEvaluator last = open;
      // The last one closes after: until then, it holds what the next one shares with it.
      open =
          settings.rows(opening).open(model.energy(), dimension, quantities, TaskGpus.addresses());
      openedFor = opening;
      peakBytes = Math.max(peakBytes, open.nativeBytes());
      if (last != null) {
        last.close();
      }
    }
    return open.batch();
  }

  /** Evaluates the first rows of the batch, and leaves the results there. */
  public void evaluate(int rows) {
    open.evaluate(rows);
    peakBytes = Math.max(peakBytes, open.nativeBytes());
  }

  /** Whether the last evaluation was a GPU's work. */
  boolean onGpu() {
    return open != null && open.onGpu();
  }

  /** The most native bytes that were held at once. */
  long peakBytes() {
    return peakBytes;
  }

  private void requireFit(int found) {
    try {
      model.energy().requireDimension(found);
    } catch (EnergyException e) {
      throw EnergyException.featuresDimension(
          e, column, found, model.name(), model.energy().expectedDimension());
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
