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
package io.sparkenergy.benchmarks.peers.torch;

import io.sparkenergy.benchmarks.peers.MlpParameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A perceptron with silu. */
public final class TorchMlp implements TorchEnergy {
  private final Rows rows;
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> transposed = new ArrayList<>();
  private final List<Tensor> offsets = new ArrayList<>();
  private final List<Tensor> sums = new ArrayList<>();
  private final Tensor last;
  private final Tensor lastSpread;
  private final Tensor lastOffset;
  private final Tensor minusFirst;
  private final Tensor activations;
  private final Tensor gradient;

  public TorchMlp(MlpParameters mlp, Rows rows) {
    int hidden = mlp.weights().size() - 1;
    long width = mlp.weights().get(0).length;
    this.rows = rows;
    for (int i = 0; i < hidden; i++) {
      Tensor matrix = rows.matrix(mlp.weights().get(i));
      weights.add(matrix);
      transposed.add(matrix.t());
      offsets.add(rows.vector(mlp.offsets().get(i)));
      sums.add(rows.scratch(rows.n(), width));
    }
    this.last = rows.vector(mlp.weights().get(hidden)[0]);
    this.lastSpread = last.expand(rows.n(), width);
    this.lastOffset = rows.vector(mlp.offsets().get(hidden));
    this.minusFirst = weights.get(0).neg();
    this.activations = rows.empty(rows.n(), width);
    this.gradient = rows.empty(rows.n(), width);
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor h = x;
    for (int i = 0; i < weights.size(); i++) {
      h = torch.silu(torch.addmm(offsets.get(i), h, transposed.get(i)));
    }
    return h.mv(last).add(lastOffset);
  }

  @Override
  public void energies() {
    Tensor h = rows.features();
    // Two tensors in turn: what a layer reads is not what it writes.
    Tensor next = activations;
    Tensor other = gradient;
    for (int i = 0; i < weights.size(); i++) {
      torch.addmm_out(next, offsets.get(i), h, transposed.get(i));
      torch.silu_out(next, next);
      h = next;
      next = other;
      other = h;
    }
    torch.addmv_out(rows.energies(), lastOffset, h, last);
  }

  @Override
  public void energiesAndScores() {
    Tensor h = rows.features();
    for (int i = 0; i < weights.size(); i++) {
      torch.addmm_out(sums.get(i), offsets.get(i), h, transposed.get(i));
      h = torch.silu_out(activations, sums.get(i));
    }
    torch.addmv_out(rows.energies(), lastOffset, activations, last);
    Tensor above = lastSpread;
    for (int i = weights.size() - 1; i > 0; i--) {
      torch.silu_backward_out(gradient, above, sums.get(i));
      above = torch.mm_out(activations, gradient, weights.get(i));
    }
    torch.silu_backward_out(gradient, above, sums.get(0));
    torch.mm_out(rows.scores(), gradient, minusFirst);
  }
}
