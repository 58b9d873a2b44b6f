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
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Sine and cosine as the loops compute them that they are part of: by energies in one dimension.
 */
public enum LoopSine {
  SIN(EnergyFunction.define("sine", 1, x -> x.sin().sum()), false),
  COS(EnergyFunction.define("cosine", 1, x -> x.cos().sum()), false),
  /** Where the cosine is computed beside it: the sine's score is the cosine, negated. */
  SIN_OF_BOTH(SIN.energy, false),
  /** Where the sine is computed beside it: the cosine's score is the sine. */
  COS_OF_BOTH(COS.energy, false),
  /** The sine as a score. */
  SIN_AS_SCORE(COS.energy, true);

  private final EnergyFunction energy;
  private final boolean score;

  LoopSine(EnergyFunction energy, boolean score) {
    this.energy = energy;
    this.score = score;
  }

  /** Of each number. */
  public double[] of(double[] x, Precision precision) {
    Set<Quantity> quantities =
        this == SIN || this == COS
            ? EnumSet.of(Quantity.ENERGY)
            : EnumSet.of(Quantity.ENERGY, Quantity.SCORE);
    BatchSize size = new BatchSize(x.length, Long.MAX_VALUE);
    try (BatchEvaluator evaluator = new CpuBackend().open(energy, 1, quantities, precision, size)) {
      Batch batch = evaluator.batch();
      System.arraycopy(x, 0, batch.features(), 0, x.length);
      evaluator.evaluate(x.length);
      return Arrays.copyOf(score ? batch.scores() : batch.energies(), x.length);
    }
  }
}
