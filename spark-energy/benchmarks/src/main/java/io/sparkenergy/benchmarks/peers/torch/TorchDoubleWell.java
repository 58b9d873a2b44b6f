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

/** a Σ (xᵢ² - b)². */
public final class TorchDoubleWell implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final Scalar height;
  private final Scalar squaredDistance;
  private final Scalar scoreFactor;
  private final Tensor minusB;
  private final Tensor zero;
  private final Tensor across;

  public TorchDoubleWell(double a, double b, Rows rows) {
    this.rows = rows;
    this.sum = new RowSum(rows, rows.d());
    this.height = new Scalar(a);
    this.squaredDistance = new Scalar(b);
    this.scoreFactor = new Scalar(-4 * a);
    this.minusB = rows.number(-b);
    this.zero = rows.number(0);
    this.across = rows.empty(rows.n(), rows.d());
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor well = x.mul(x).sub(squaredDistance);
    return well.mul(well).sum(1).mul(height);
  }

  @Override
  public void energies() {
    Tensor x = rows.features();
    torch.addcmul_out(across, minusB, x, x);
    sum.setSquares(rows.energies(), across, height, across);
  }

  @Override
  public void energiesAndScores() {
    Tensor x = rows.features();
    torch.addcmul_out(across, minusB, x, x);
    sum.setSquares(rows.energies(), across, height, rows.scores());
    torch.addcmul_out(rows.scores(), zero, across, x, scoreFactor);
  }
}
