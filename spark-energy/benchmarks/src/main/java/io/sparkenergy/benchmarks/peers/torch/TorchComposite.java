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

import io.sparkenergy.benchmarks.peers.CompositeParameters;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The weighted sum of a Gaussian, double wells and a spring. */
public final class TorchComposite implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final Scalar squaredDistance;
  private final Scalar gaussianWeight;
  private final Scalar wellFactor;
  private final Scalar wellScore;
  private final Scalar springFactor;
  private final Scalar springScore;
  private final Tensor mean;
  private final Tensor meanOfRows;
  private final Tensor precision;
  private final Tensor minusPrecision;
  private final Tensor whitening;
  private final Tensor whitenedOffset;
  private final Tensor minusB;
  private final Tensor scratch;
  private final Tensor squares;

  public TorchComposite(CompositeParameters composite, Rows rows) {
    double weight = composite.weights()[0];
    double root = Math.sqrt(weight);
    double well = composite.weights()[1] * composite.a();
    double spring = composite.weights()[2] * composite.k();
    this.rows = rows;
    this.sum = new RowSum(rows, rows.d());
    this.squaredDistance = new Scalar(composite.b());
    this.gaussianWeight = new Scalar(0.5 * weight);
    this.wellFactor = new Scalar(well);
    this.wellScore = new Scalar(-4 * well);
    this.springFactor = new Scalar(0.5 * spring);
    this.springScore = new Scalar(-spring);
    this.mean = rows.vector(composite.normal().mean());
    this.meanOfRows = rows.perRow(composite.normal().mean());
    this.precision = rows.matrix(composite.normal().precision());
    this.minusPrecision = precision.mul(new Scalar(-weight));
    this.whitening = rows.matrix(composite.normal().whitening()).t().mul(new Scalar(root));
    this.whitenedOffset = rows.perRow(composite.normal().whitenedOffset()).mul(new Scalar(root));
    this.minusB = rows.number(-composite.b());
    this.scratch = rows.empty(rows.n(), rows.d());
    this.squares = rows.scratch(rows.n(), rows.d());
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor z = x.sub(mean);
    Tensor square = x.mul(x);
    Tensor well = square.sub(squaredDistance);
    Tensor terms = z.mm(precision).mul(z).mul(gaussianWeight);
    return terms.add(well.mul(well), wellFactor).add(square, springFactor).sum(1);
  }

  @Override
  public void energies() {
    Tensor x = rows.features();
    torch.addmm_out(scratch, whitenedOffset, x, whitening);
    sum.setSquares(rows.energies(), scratch, Numbers.HALF, scratch);
    torch.addcmul_out(scratch, minusB, x, x);
    sum.addSquares(rows.energies(), scratch, wellFactor, scratch);
    sum.addSquares(rows.energies(), x, springFactor, scratch);
  }

  @Override
  public void energiesAndScores() {
    Tensor x = rows.features();
    Tensor scores = rows.scores();
    torch.sub_out(scratch, x, meanOfRows);
    torch.mm_out(scores, scratch, minusPrecision);
    scratch.mul_(scores);
    sum.set(rows.energies(), scratch, Numbers.MINUS_HALF);
    torch.addcmul_out(scratch, minusB, x, x);
    sum.addSquares(rows.energies(), scratch, wellFactor, squares);
    scores.addcmul_(scratch, x, wellScore);
    sum.addSquares(rows.energies(), x, springFactor, squares);
    scores.add_(x, springScore);
  }
}
