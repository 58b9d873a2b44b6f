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

import io.sparkenergy.benchmarks.peers.torch.Rows;
import io.sparkenergy.benchmarks.peers.torch.Torch;
import io.sparkenergy.benchmarks.peers.torch.TorchEnergy;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;

/** libtorch's analytic form, in inference mode, into tensors that are allocated once. */
final class AnalyticEvaluation implements Evaluation {
  private final PointerScope scope;
  private final InferenceMode inference;
  private final Quantities quantities;
  private final TorchEnergy energy;
  private final TensorReader energies;
  private final TensorReader scores;

  AnalyticEvaluation(Quantities quantities, Problem problem, Supplier<Rows> rows) {
    Torch.start();
    this.scope = new PointerScope();
    this.inference = new InferenceMode(true);
    this.quantities = quantities;
    Rows tensors = rows.get();
    this.energy = problem.peer().apply(tensors);
    this.energies = TensorReader.of(tensors.energies());
    this.scores = TensorReader.of(tensors.scores());
  }

  @Override
  public void evaluate() {
    PointerScope temporary = new PointerScope();
    try {
      if (quantities.withScores()) {
        energy.energiesAndScores();
      } else {
        energy.energies();
      }
    } finally {
      temporary.close();
    }
  }

  @Override
  public double energy(int row) {
    return energies.get(row);
  }

  @Override
  public double score(int index) {
    return scores.get(index);
  }

  @Override
  public void close() {
    inference.close();
    scope.close();
  }
}
