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

/** -a exp(-b √(mean xᵢ²)) - exp(mean cos(c xᵢ)) + a + e. */
public final class TorchAckley implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final RowScale scale;
  private final Scalar frequency;
  private final Scalar decay;
  private final Scalar minusA;
  private final Scalar constant;
  private final Scalar mean;
  private final Scalar funnelSlope;
  private final Scalar rippleSlope;
  private final Tensor norms;
  private final Tensor funnel;
  private final Tensor ripples;
  private final Tensor funnelColumn;
  private final Tensor ripplesColumn;
  private final Tensor angles;
  private final Tensor cosines;

  public TorchAckley(double a, double b, double c, Rows rows) {
    int d = rows.d();
    this.rows = rows;
    this.sum = new RowSum(rows, d);
    this.scale = new RowScale(rows);
    this.frequency = new Scalar(c);
    this.decay = new Scalar(-b / Math.sqrt(d));
    this.minusA = new Scalar(-a);
    this.constant = new Scalar(a + Math.E);
    this.mean = new Scalar(1.0 / d);
    this.funnelSlope = new Scalar(-a * b / Math.sqrt(d));
    this.rippleSlope = new Scalar(-c / d);
    this.norms = rows.empty(rows.n());
    this.funnel = rows.empty(rows.n());
    this.ripples = rows.empty(rows.n());
    this.funnelColumn = funnel.view(rows.n(), 1);
    this.ripplesColumn = ripples.view(rows.n(), 1);
    this.angles = rows.empty(rows.n(), d);
    this.cosines = rows.scratch(rows.n(), d);
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor radius =
        torch.linalg_vector_norm(x, Numbers.TWO, Numbers.LAST, false, Numbers.SAME_TYPE);
    Tensor depth = radius.mul(decay).exp().mul(minusA);
    return depth.sub(x.mul(frequency).cos().sum(1).mul(mean).exp()).add(constant);
  }

  @Override
  public void energies() {
    sum.norm(norms, rows.features(), angles);
    torch.mul_out(angles, rows.features(), frequency);
    torch.cos_out(angles, angles);
    combine(angles);
  }

  @Override
  public void energiesAndScores() {
    Tensor scores = rows.scores();
    sum.norm(norms, rows.features(), angles);
    torch.mul_out(angles, rows.features(), frequency);
    torch.cos_out(cosines, angles);
    combine(cosines);
    funnel.div_(norms).mul_(funnelSlope);
    ripples.mul_(rippleSlope);
    scale.set(scores, rows.features(), funnelColumn);
    torch.sin_out(angles, angles);
    scale.add(scores, angles, ripplesColumn);
  }

  private void combine(Tensor cosines) {
    torch.mul_out(funnel, norms, decay);
    torch.exp_out(funnel, funnel);
    sum.set(ripples, cosines, mean);
    torch.exp_out(ripples, ripples);
    torch.mul_out(rows.energies(), funnel, minusA);
    rows.energies().sub_(ripples).add_(constant);
  }
}
