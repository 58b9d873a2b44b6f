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
import io.sparkenergy.backend.cpu.f32.FloatTileEvaluator;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.expression.Program;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Evaluates batches whose numbers are float32, for one thread. */
public final class FloatBatchEvaluator {
  private final float[] features;
  private final float[] energies;
  private final float[] scores;
  private final FloatTileEvaluator tiles;

  FloatBatchEvaluator(Program program, boolean vectorApi, Set<Quantity> quantities, int rows) {
    int d = program.dimension();
    int slack = Batch.slack(d);
    this.features = new float[rows * d + slack];
    this.energies = new float[quantities.contains(Quantity.ENERGY) ? rows + slack : 0];
    this.scores = new float[quantities.contains(Quantity.SCORE) ? rows * d + slack : 0];
    List<float[]> results =
        EnumSet.copyOf(quantities).stream()
            .map(quantity -> quantity == Quantity.ENERGY ? energies : scores)
            .toList();
    this.tiles = FloatTileEvaluator.of(program, vectorApi, rows, features, results);
  }

  /** Where the rows are written, one after the other; longer than they are. */
  public float[] features() {
    return features;
  }

  /** The energies of the last evaluation; of no length if they were not asked for. */
  public float[] energies() {
    return energies;
  }

  /** The scores of the last evaluation, one after the other; of no length if not asked for. */
  public float[] scores() {
    return scores;
  }

  /** Evaluates the first {@code rows} rows. */
  public void evaluate(int rows) {
    tiles.evaluate(rows);
  }
}
