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

import io.sparkenergy.benchmarks.peers.DiagonalMixtureParameters;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * -log Σ wₖ pₖ(x), pₖ normal with independent entries: the squares are multiplied out, so that all
 * components are two matrix products.
 */
public final class TorchDiagonalMixture implements TorchEnergy {
  private final Rows rows;
  private final Tensor constants;
  private final Tensor pulls;
  private final Tensor minusPrecisions;
  private final Tensor halvedPrecisions;
  private final Tensor squares;
  private final Tensor transposedSquares;
  private final Tensor transposedFeatures;
  private final Tensor terms;
  private final Tensor shares;
  private final Tensor transposedShares;

  public TorchDiagonalMixture(DiagonalMixtureParameters mixture, Rows rows) {
    int components = mixture.components();
    double[][] precisions = new double[components][rows.d()];
    double[][] pulls = new double[components][rows.d()];
    double[][] constants = new double[components][1];
    for (int k = 0; k < components; k++) {
      double sum = Math.log(mixture.weights()[k]) - 0.5 * rows.d() * Math.log(2 * Math.PI);
      for (int i = 0; i < rows.d(); i++) {
        double loc = mixture.locs()[k][i];
        double scale = mixture.scales()[k][i];
        precisions[k][i] = 1 / (scale * scale);
        pulls[k][i] = loc * precisions[k][i];
        sum -= Math.log(scale) + 0.5 * loc * pulls[k][i];
      }
      Arrays.fill(constants[k], sum);
    }
    this.rows = rows;
    this.constants = rows.matrix(constants);
    this.pulls = rows.matrix(pulls);
    this.minusPrecisions = rows.matrix(precisions).neg();
    this.halvedPrecisions = minusPrecisions.mul(new Scalar(0.5));
    this.squares = rows.empty(rows.n(), rows.d());
    this.transposedSquares = squares.t();
    this.transposedFeatures = rows.features().t();
    this.terms = rows.empty(components, rows.n());
    this.shares = rows.scratch(components, rows.n());
    this.transposedShares = shares.dim() == 2 ? shares.t() : shares;
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor logs =
        torch
            .addmm(constants, minusPrecisions, x.mul(x).t(), Numbers.ONE, Numbers.HALF)
            .add(pulls.mm(x.t()));
    return logs.logsumexp(Numbers.COMPONENTS, false).neg();
  }

  @Override
  public void energies() {
    Tensor x = rows.features();
    torch.mul_out(squares, x, x);
    torch.addmm_out(terms, constants, halvedPrecisions, transposedSquares);
    terms.addmm_(pulls, transposedFeatures);
    torch.logsumexp_out(rows.energies(), terms, Numbers.COMPONENTS, false);
    rows.energies().neg_();
  }

  @Override
  public void energiesAndScores() {
    energies();
    torch.add_out(shares, terms, rows.energies());
    shares.exp_();
    torch.mm_out(rows.scores(), transposedShares, minusPrecisions);
    rows.scores().mul_(rows.features()).addmm_(transposedShares, pulls);
  }
}
