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
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A Gaussian of x / max(‖x‖, eps). */
public final class TorchSphericalGaussian implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final RowScale scale;
  private final Scalar eps;
  private final Tensor mean;
  private final Tensor meanOfRows;
  private final Tensor precision;
  private final Tensor minusPrecision;
  private final Tensor whitening;
  private final Tensor whitenedOffset;
  private final Tensor inverseNorms;
  private final Tensor inverseColumn;
  private final Tensor radial;
  private final Tensor radialColumn;
  private final Tensor directions;
  private final Tensor scratch;

  public TorchSphericalGaussian(NormalParameters normal, double eps, Rows rows) {
    this.rows = rows;
    this.sum = new RowSum(rows, rows.d());
    this.scale = new RowScale(rows);
    this.eps = new Scalar(eps);
    this.mean = rows.vector(normal.mean());
    this.meanOfRows = rows.perRow(normal.mean());
    this.precision = rows.matrix(normal.precision());
    this.minusPrecision = precision.neg();
    this.whitening = rows.matrix(normal.whitening()).t();
    this.whitenedOffset = rows.perRow(normal.whitenedOffset());
    this.inverseNorms = rows.empty(rows.n());
    this.inverseColumn = inverseNorms.view(rows.n(), 1);
    this.radial = rows.empty(rows.n());
    this.radialColumn = radial.view(rows.n(), 1);
    this.directions = rows.empty(rows.n(), rows.d());
    this.scratch = rows.empty(rows.n(), rows.d());
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor norm =
        torch
            .linalg_vector_norm(x, Numbers.TWO, Numbers.LAST, true, Numbers.SAME_TYPE)
            .clamp_min(eps);
    Tensor z = x.div(norm).sub(mean);
    return z.mm(precision).mul(z).sum(1).mul(Numbers.HALF);
  }

  @Override
  public void energies() {
    toSphere();
    torch.addmm_out(scratch, whitenedOffset, directions, whitening);
    sum.setSquares(rows.energies(), scratch, Numbers.HALF, scratch);
  }

  @Override
  public void energiesAndScores() {
    Tensor scores = rows.scores();
    toSphere();
    torch.sub_out(scratch, directions, meanOfRows);
    torch.mm_out(scores, scratch, minusPrecision);
    scratch.mul_(scores);
    // The part of the score along u is u·s = (u-μ)·s + μ·s; the first is there already.
    sum.set(radial, scratch, Numbers.ONE);
    torch.mul_out(rows.energies(), radial, Numbers.MINUS_HALF);
    torch.addmv_out(radial, radial, scores, mean);
    radial.neg_();
    scale.add(scores, directions, radialColumn);
    scale.set(scores, scores, inverseColumn);
  }

  private void toSphere() {
    sum.norm(inverseNorms, rows.features(), scratch);
    inverseNorms.clamp_min_(eps).reciprocal_();
    scale.set(directions, rows.features(), inverseColumn);
  }
}
