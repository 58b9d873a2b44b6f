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
package io.sparkenergy.backend.cpu;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.expression.Program;
import java.util.Set;

/** Batches whose numbers are float64, evaluated in float32. */
final class NarrowedBatchEvaluator implements BatchEvaluator {
  private final Batch batch;
  private final FloatBatchEvaluator narrow;
  private final boolean energies;
  private final boolean scores;

  NarrowedBatchEvaluator(Program program, boolean vectorApi, Set<Quantity> quantities, int rows) {
    this.batch = new Batch(program.dimension(), rows, quantities);
    this.narrow = new FloatBatchEvaluator(program, vectorApi, quantities, rows);
    this.energies = quantities.contains(Quantity.ENERGY);
    this.scores = quantities.contains(Quantity.SCORE);
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void evaluate(int rows) {
    double[] wide = batch.features();
    float[] features = narrow.features();
    int numbers = rows * batch.dimension();
    for (int i = 0; i < numbers; i++) {
      features[i] = (float) wide[i];
    }
    narrow.evaluate(rows);
    if (energies) {
      widen(narrow.energies(), batch.energies(), rows);
    }
    if (scores) {
      widen(narrow.scores(), batch.scores(), numbers);
    }
  }

  private static void widen(float[] from, double[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = from[i];
    }
  }

  @Override
  public long nativeBytes() {
    return 0;
  }

  @Override
  public void close() {
    // All memory is the JVM's own.
  }
}
