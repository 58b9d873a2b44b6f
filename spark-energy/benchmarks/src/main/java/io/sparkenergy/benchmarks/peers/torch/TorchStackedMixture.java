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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * As {@link TorchFullMixture}, for few features: all components beside each other in one matrix
 * product, summed and spread by products with zeros and ones.
 */
public final class TorchStackedMixture implements TorchEnergy {
  private final Rows rows;
  private final Tensor logWeights;
  private final Tensor whitening;
  private final Tensor whitenedOffsets;
  private final Tensor minusPrecisions;
  private final Tensor pulls;
  private final Tensor minusMeans;
  private final Tensor membership;
  private final Tensor repetition;
  private final Tensor whitened;
  private final Tensor scores;
  private final Tensor transposedWhitened;
  private final Tensor terms;
  private final Tensor shares;
  private final Tensor transposedShares;
  private final Tensor repeated;

  public TorchStackedMixture(FullMixtureParameters mixture, Rows rows) {
    int count = mixture.normals().size();
    int d = rows.d();
    double[][] logWeights = new double[count][1];
    double[][] whitening = new double[count * d][];
    double[][] minusPrecisions = new double[count * d][];
    double[] whitenedOffsets = new double[count * d];
    double[] pulls = new double[count * d];
    double[] minusMeans = new double[count * d];
    double[][] membership = new double[count][count * d];
    double[][] repetition = new double[count * d][d];
    for (int k = 0; k < count; k++) {
      NormalParameters normal = mixture.normals().get(k);
      logWeights[k][0] = Math.log(mixture.weights()[k]);
      for (int i = 0; i < d; i++) {
        int stacked = k * d + i;
        whitening[stacked] = normal.whitening()[i];
        minusPrecisions[stacked] = normal.precision()[i];
        whitenedOffsets[stacked] = normal.whitenedOffset()[i];
        pulls[stacked] = normal.pull()[i];
        minusMeans[stacked] = -normal.mean()[i];
        membership[k][stacked] = 1;
        repetition[stacked][i] = 1;
      }
    }
    this.rows = rows;
    this.logWeights = rows.matrix(logWeights);
    this.whitening = rows.matrix(whitening).t().contiguous();
    this.whitenedOffsets = rows.perRow(whitenedOffsets);
    this.minusPrecisions = rows.matrix(minusPrecisions).neg().t().contiguous();
    this.pulls = rows.perRow(pulls);
    this.minusMeans = rows.perRow(minusMeans);
    this.membership = rows.matrix(membership);
    this.repetition = rows.matrix(repetition);
    this.whitened = rows.empty(rows.n(), (long) count * d);
    this.transposedWhitened = whitened.t();
    this.scores = rows.scratch(rows.n(), (long) count * d);
    this.terms = rows.empty(count, rows.n());
    this.shares = rows.empty(count, rows.n());
    this.transposedShares = shares.t();
    this.repeated = this.repetition.t().contiguous();
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor y = torch.addmm(whitenedOffsets, x, whitening);
    Tensor logs =
        torch.addmm(logWeights, membership, y.mul(y).t(), Numbers.ONE, Numbers.MINUS_HALF);
    return logs.logsumexp(Numbers.COMPONENTS, false).neg();
  }

  @Override
  public void energies() {
    torch.addmm_out(whitened, whitenedOffsets, rows.features(), whitening);
    whitened.mul_(whitened);
    torch.addmm_out(
        terms, logWeights, membership, transposedWhitened, Numbers.ONE, Numbers.MINUS_HALF);
    reduce();
  }

  @Override
  public void energiesAndScores() {
    torch.addmm_out(scores, pulls, rows.features(), minusPrecisions);
    torch.addmm_out(whitened, minusMeans, rows.features(), repeated);
    whitened.mul_(scores);
    torch.addmm_out(terms, logWeights, membership, transposedWhitened, Numbers.ONE, Numbers.HALF);
    reduce();
    torch.add_out(shares, terms, rows.energies());
    shares.exp_();
    torch.mm_out(whitened, transposedShares, membership);
    whitened.mul_(scores);
    torch.mm_out(rows.scores(), whitened, repetition);
  }

  private void reduce() {
    torch.logsumexp_out(rows.energies(), terms, Numbers.COMPONENTS, false);
    rows.energies().neg_();
  }
}
