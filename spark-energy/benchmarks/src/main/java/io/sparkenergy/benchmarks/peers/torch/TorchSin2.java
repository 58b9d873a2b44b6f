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

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** scale Σ sin² xᵢ. */
public final class TorchSin2 implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final Scalar scale;
  private final Scalar scoreFactor;
  private final Tensor zero;
  private final Tensor sines;

  public TorchSin2(double scale, Rows rows) {
    this.rows = rows;
    this.sum = new RowSum(rows, rows.d());
    this.scale = new Scalar(scale);
    this.scoreFactor = new Scalar(-2 * scale);
    this.zero = rows.number(0);
    this.sines = rows.empty(rows.n(), rows.d());
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor sine = x.sin();
    return sine.mul(sine).sum(1).mul(scale);
  }

  @Override
  public void energies() {
    torch.sin_out(sines, rows.features());
    sum.setSquares(rows.energies(), sines, scale, sines);
  }

  @Override
  public void energiesAndScores() {
    Tensor scores = rows.scores();
    torch.sin_out(sines, rows.features());
    sum.setSquares(rows.energies(), sines, scale, scores);
    torch.cos_out(scores, rows.features());
    torch.addcmul_out(scores, zero, sines, scores, scoreFactor);
  }
}
