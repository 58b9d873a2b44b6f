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
package io.sparkenergy.diagnostics;

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Set;

/** A wrong backend: a row's energy depends, by a millionth, on how many rows stand before it. */
public final class OrderedBackend implements Backend {
  @Override
  public String name() {
    return "ordered";
  }

  @Override
  public boolean automatic() {
    return false;
  }

  @Override
  public BatchEvaluator open(
      EnergyFunction energy,
      int dimension,
      Set<Quantity> quantities,
      Precision precision,
      BatchSize size) {
    BatchEvaluator right =
        Backends.find("nd4j").open(energy, dimension, quantities, precision, size);
    return new BatchEvaluator() {
      @Override
      public Batch batch() {
        return right.batch();
      }

      @Override
      public void evaluate(int rows) {
        right.evaluate(rows);
        for (int row = 1; row < rows; row++) {
          right.batch().energies()[row] *= 1 + 1e-6;
        }
      }

      @Override
      public long nativeBytes() {
        return right.nativeBytes();
      }

      @Override
      public void close() {
        right.close();
      }
    };
  }
}
