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

import io.sparkenergy.benchmarks.peers.NormalParameters;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** ½ (x-μ)ᵀ Σ⁻¹ (x-μ): the energy alone by whitening, with the score by the precision matrix. */
public final class TorchGaussian implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final Tensor mean;
  private final Tensor meanOfRows;
  private final Tensor precision;
  private final Tensor minusPrecision;
  private final Tensor whitening;
  private final Tensor whitenedOffset;
  private final Tensor scratch;

  public TorchGaussian(NormalParameters normal, Rows rows) {
    this.rows = rows;
    this.sum = new RowSum(rows, rows.d());
    this.mean = rows.vector(normal.mean());
    this.meanOfRows = rows.perRow(normal.mean());
    this.precision = rows.matrix(normal.precision());
    this.minusPrecision = precision.neg();
    this.whitening = rows.matrix(normal.whitening()).t();
    this.whitenedOffset = rows.perRow(normal.whitenedOffset());
    this.scratch = rows.empty(rows.n(), rows.d());
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor z = x.sub(mean);
    return z.mm(precision).mul(z).sum(1).mul(Numbers.HALF);
  }

  @Override
  public void energies() {
    torch.addmm_out(scratch, whitenedOffset, rows.features(), whitening);
    sum.setSquares(rows.energies(), scratch, Numbers.HALF, scratch);
  }

  @Override
  public void energiesAndScores() {
    torch.sub_out(scratch, rows.features(), meanOfRows);
    torch.mm_out(rows.scores(), scratch, minusPrecision);
    scratch.mul_(rows.scores());
    sum.set(rows.energies(), scratch, Numbers.MINUS_HALF);
  }
}
