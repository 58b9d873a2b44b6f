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
import io.sparkenergy.backend.cpu.f64.DoubleTileEvaluator;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.expression.Program;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Batches in float64, read and written where they stand. */
final class DoubleBatchEvaluator implements BatchEvaluator {
  private final Batch batch;
  private final DoubleTileEvaluator tiles;

  DoubleBatchEvaluator(Program program, boolean vectorApi, Set<Quantity> quantities, int rows) {
    this.batch = new Batch(program.dimension(), rows, quantities);
    List<double[]> results =
        EnumSet.copyOf(quantities).stream()
            .map(quantity -> quantity == Quantity.ENERGY ? batch.energies() : batch.scores())
            .toList();
    this.tiles = DoubleTileEvaluator.of(program, vectorApi, rows, batch.features(), results);
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void evaluate(int rows) {
    tiles.evaluate(rows);
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
