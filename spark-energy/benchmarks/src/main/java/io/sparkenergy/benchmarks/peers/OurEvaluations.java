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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cpu.CpuBackend;
import io.sparkenergy.backend.cpu.FloatBatchEvaluator;
import io.sparkenergy.energy.EnergyFunction;

/** Evaluations by this project's backends. */
final class OurEvaluations {
  private OurEvaluations() {}

  /** By the backend of a name, in the cell's numbers, all rows in one batch. */
  static Evaluation open(String backend, EnergyFunction energy, Cell cell, double[] features) {
    if (Backends.find(backend) instanceof CpuBackend cpu && cell.precision() == Precision.FLOAT) {
      return floats(cpu, energy, cell, features);
    }
    BatchEvaluator evaluator =
        Backends.find(backend)
            .open(
                energy,
                cell.d(),
                cell.quantities().set(),
                cell.precision(),
                new BatchSize(cell.n(), Long.MAX_VALUE));
    System.arraycopy(features, 0, evaluator.batch().features(), 0, features.length);
    return new BatchEvaluation(evaluator, cell.n());
  }

  private static Evaluation floats(
      CpuBackend cpu, EnergyFunction energy, Cell cell, double[] features) {
    BatchSize size = new BatchSize(cell.n(), Long.MAX_VALUE);
    FloatBatchEvaluator evaluator = cpu.openFloats(energy, cell.d(), cell.quantities().set(), size);
    for (int i = 0; i < features.length; i++) {
      evaluator.features()[i] = (float) features[i];
    }
    return new FloatEvaluation(evaluator, cell.n());
  }

  /**
   * Float32 from end to end, as the peer's.
   *
   * @param evaluator of the backend
   * @param rows how many the batch has
   */
  private record FloatEvaluation(FloatBatchEvaluator evaluator, int rows) implements Evaluation {
    @Override
    public void evaluate() {
      evaluator.evaluate(rows);
    }

    @Override
    public double energy(int row) {
      return evaluator.energies()[row];
    }

    @Override
    public double score(int index) {
      return evaluator.scores()[index];
    }

    @Override
    public void close() {
      // All memory is the JVM's own.
    }
  }

  /**
   * Through a task's batch of doubles, whatever numbers the backend computes in.
   *
   * @param evaluator of the backend
   * @param rows how many the batch has
   */
  private record BatchEvaluation(BatchEvaluator evaluator, int rows) implements Evaluation {
    @Override
    public void evaluate() {
      evaluator.evaluate(rows);
    }

    @Override
    public double energy(int row) {
      return evaluator.batch().energies()[row];
    }

    @Override
    public double score(int index) {
      return evaluator.batch().scores()[index];
    }

    @Override
    public void close() {
      evaluator.close();
    }
  }
}
