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

import io.sparkenergy.benchmarks.peers.FullMixtureParameters;
import io.sparkenergy.benchmarks.peers.NormalParameters;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * -log Σ wₖ exp(-Eₖ(x)), Eₖ Gaussian with a full covariance, component by component: one matrix
 * product each, by whitening for the energy alone and by the precision matrix with the score.
 * {@link TorchStackedMixture} is faster for few features.
 */
public final class TorchFullMixture implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final RowScale scale;
  private final Tensor logWeights;
  private final List<Component> components = new ArrayList<>();
  private final Tensor pulls;
  private final Tensor constants;
  private final Tensor transposedFeatures;
  private final Tensor scratch;
  private final Tensor terms;
  private final Tensor shares;

  /** A component's matrices, and its views of the tensors of all components. */
  private record Component(
      Tensor mean,
      Tensor precision,
      Tensor minusPrecision,
      Tensor pull,
      Tensor whitening,
      Tensor whitenedOffset,
      Tensor term,
      Tensor share,
      Tensor score) {}

  public TorchFullMixture(FullMixtureParameters mixture, Rows rows) {
    int count = mixture.normals().size();
    double[][] pulls = new double[count][];
    double[][] constants = new double[count][1];
    double[][] logWeights = new double[count][1];
    boolean scores = rows.scores().numel() > 0;
    this.rows = rows;
    this.sum = new RowSum(rows, rows.d());
    this.scale = new RowScale(rows);
    this.terms = rows.empty(count, rows.n());
    this.shares = rows.scratch(count, rows.n());
    this.scratch = rows.empty(rows.n(), rows.d());
    for (int k = 0; k < count; k++) {
      NormalParameters normal = mixture.normals().get(k);
      pulls[k] = normal.pull();
      logWeights[k][0] = Math.log(mixture.weights()[k]);
      constants[k][0] = logWeights[k][0] - 0.5 * normal.meanSquare();
      Tensor precision = rows.matrix(normal.precision());
      components.add(
          new Component(
              rows.vector(normal.mean()),
              precision,
              precision.neg(),
              rows.perRow(pulls[k]),
              rows.matrix(normal.whitening()).t(),
              rows.perRow(normal.whitenedOffset()),
              terms.select(0, k),
              scores ? shares.select(0, k).view(rows.n(), 1) : shares,
              rows.scratch(rows.n(), rows.d())));
    }
    this.logWeights = rows.matrix(logWeights);
    this.pulls = rows.matrix(pulls);
    this.constants = rows.matrix(constants);
    this.transposedFeatures = rows.features().t();
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor[] energies = new Tensor[components.size()];
    for (int k = 0; k < energies.length; k++) {
      Tensor z = x.sub(components.get(k).mean());
      energies[k] = z.mm(components.get(k).precision()).mul(z).sum(1);
    }
    Tensor halved = torch.stack(new TensorVector(energies), 0).mul(Numbers.HALF);
    return logWeights.sub(halved).logsumexp(Numbers.COMPONENTS, false).neg();
  }

  @Override
  public void energies() {
    for (Component component : components) {
      torch.addmm_out(scratch, component.whitenedOffset(), rows.features(), component.whitening());
      sum.setSquares(component.term(), scratch, Numbers.MINUS_HALF, scratch);
    }
    terms.add_(logWeights);
    reduce();
  }

  @Override
  public void energiesAndScores() {
    Tensor x = rows.features();
    // With s = -P(x-μ), the component's own score, E = -½ (x·s - μ·s), and -μ·s is linear in x.
    torch.addmm_out(terms, constants, pulls, transposedFeatures, Numbers.ONE, Numbers.HALF);
    for (Component component : components) {
      torch.addmm_out(component.score(), component.pull(), x, component.minusPrecision());
      torch.mul_out(scratch, component.score(), x);
      sum.add(component.term(), scratch, Numbers.HALF);
    }
    reduce();
    torch.add_out(shares, terms, rows.energies());
    shares.exp_();
    scale.set(rows.scores(), components.get(0).score(), components.get(0).share());
    for (Component component : components.subList(1, components.size())) {
      scale.add(rows.scores(), component.score(), component.share());
    }
  }

  private void reduce() {
    torch.logsumexp_out(rows.energies(), terms, Numbers.COMPONENTS, false);
    rows.energies().neg_();
  }
}
