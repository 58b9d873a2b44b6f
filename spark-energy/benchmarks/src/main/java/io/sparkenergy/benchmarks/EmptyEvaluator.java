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
package io.sparkenergy.benchmarks;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.energy.Quantity;
import java.util.Set;

/** Fills the results that were asked for, so that the operator has them to write. */
final class EmptyEvaluator implements BatchEvaluator {
  private final Batch batch;

  EmptyEvaluator(int dimension, int rows, Set<Quantity> quantities) {
    this.batch = new Batch(dimension, rows, quantities);
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void evaluate(int rows) {
    double[] features = batch.features();
    double[] energies = batch.energies();
    int dimension = batch.dimension();
    if (energies.length > 0) {
      for (int i = 0; i < rows; i++) {
        energies[i] = features[i * dimension];
      }
    }
    if (batch.scores().length > 0) {
      System.arraycopy(features, 0, batch.scores(), 0, rows * dimension);
    }
  }

  @Override
  public long nativeBytes() {
    return 0;
  }

  @Override
  public void close() {}
}
