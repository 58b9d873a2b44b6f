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
package io.sparkenergy.backend.nd4j;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.BatchedRows;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.error.EnergyException;

/**
 * Opens evaluators of backend {@code nd4j} and prints what became of it: one when the thread is
 * interrupted already, a small one, one of the rows that the argument says, a small one again.
 */
final class ShortOfMemory {
  /** E(x) = Σ max(x - i, 0) over i from 0 on: a row takes much more memory than its numbers. */
  private static final int HINGES = 4096;

  private static final EnergyFunction ENERGY = hinges();

  private ShortOfMemory() {}

  private static EnergyFunction hinges() {
    double[][] in = new double[HINGES][1];
    double[][] out = new double[1][HINGES];
    double[] bias = new double[HINGES];
    for (int i = 0; i < HINGES; i++) {
      in[i][0] = 1;
      bias[i] = -i;
      out[0][i] = 1;
    }
    return MlpEnergy.of(Activation.RELU, Layer.of(in, bias), Layer.of(out, new double[1]));
  }

  /** Energies of 3.5 are 3.5 + 2.5 + 1.5 + 0.5. */
  public static void main(String[] arguments) {
    Backends.names();
    Thread.currentThread().interrupt();
    try {
      open(1);
    } catch (IllegalStateException e) {
      System.out.println("interrupted: " + e.getMessage());
    }
    System.out.println("still interrupted: " + Thread.interrupted());
    open(1);
    try {
      open(Integer.parseInt(arguments[0]));
    } catch (EnergyException e) {
      System.out.println(e.getMessage());
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.out.println("caused by " + cause);
      }
    }
    open(1);
  }

  private static void open(int rows) {
    try (BatchEvaluator evaluator =
        Backends.find("nd4j")
            .open(
                ENERGY,
                1,
                BatchedRows.BOTH,
                Precision.DOUBLE,
                new BatchSize(rows, Long.MAX_VALUE))) {
      evaluator.batch().features()[0] = 3.5;
      evaluator.evaluate(1);
      System.out.println(rows + " rows: " + evaluator.batch().energies()[0]);
    }
  }
}
