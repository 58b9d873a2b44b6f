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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** libtorch's operators on new tensors: the energy in inference mode, the score by autograd. */
final class AutogradEvaluation implements Evaluation {
  private final PointerScope scope;
  private final InferenceMode mode;
  private final boolean withScores;
  private final Rows rows;
  private final TorchEnergy energy;
  private PointerScope results;
  private Tensor energies;
  private Tensor scores;

  AutogradEvaluation(Quantities quantities, Problem problem, Supplier<Rows> rows) {
    Torch.start();
    this.scope = new PointerScope();
    this.withScores = quantities.withScores();
    this.mode = new InferenceMode(!withScores);
    this.rows = rows.get();
    this.energy = problem.peer().apply(this.rows);
    if (withScores) {
      this.rows.features().requires_grad_(true);
    }
  }

  @Override
  public void evaluate() {
    release();
    results = new PointerScope();
    energies = energy.energy(rows.features());
    if (withScores) {
      TensorVector gradients =
          torch.grad(new TensorVector(energies.sum()), new TensorVector(rows.features()));
      scores = gradients.get(0).neg_();
    }
  }

  private void release() {
    if (results != null) {
      results.close();
    }
  }

  @Override
  public double energy(int row) {
    return TensorReader.of(energies).get(row);
  }

  @Override
  public double score(int index) {
    return TensorReader.of(scores).get(index);
  }

  @Override
  public void close() {
    release();
    mode.close();
    scope.close();
  }
}
