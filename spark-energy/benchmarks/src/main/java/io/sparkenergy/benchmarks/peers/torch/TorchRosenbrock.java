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

/** Σ (a - xᵢ)² + b (xᵢ₊₁ - xᵢ²)². */
public final class TorchRosenbrock implements TorchEnergy {
  private final Rows rows;
  private final RowSum sum;
  private final Scalar a;
  private final Scalar b;
  private final Scalar minusTwoB;
  private final Scalar fourB;
  private final Tensor aTensor;
  private final Tensor twoA;
  private final Tensor head;
  private final Tensor tail;
  private final Tensor along;
  private final Tensor across;
  private final Tensor scratch;
  private final Tensor headScores;
  private final Tensor tailScores;
  private final Tensor lastScores;

  public TorchRosenbrock(double a, double b, Rows rows) {
    int terms = rows.d() - 1;
    this.rows = rows;
    this.sum = new RowSum(rows, terms);
    this.a = new Scalar(a);
    this.b = new Scalar(b);
    this.minusTwoB = new Scalar(-2 * b);
    this.fourB = new Scalar(4 * b);
    this.aTensor = rows.number(a);
    this.twoA = rows.number(2 * a);
    this.head = rows.features().narrow(1, 0, terms);
    this.tail = rows.features().narrow(1, 1, terms);
    this.along = rows.empty(rows.n(), terms);
    this.across = rows.empty(rows.n(), terms);
    this.scratch = rows.scratch(rows.n(), terms);
    boolean scores = rows.scores().numel() > 0;
    this.headScores = scores ? rows.scores().narrow(1, 0, terms) : rows.scores();
    this.tailScores = scores ? rows.scores().narrow(1, 1, terms) : rows.scores();
    this.lastScores = scores ? rows.scores().narrow(1, terms, 1) : rows.scores();
  }

  @Override
  public Tensor energy(Tensor x) {
    Tensor from = x.narrow(1, 0, rows.d() - 1);
    Tensor across = x.narrow(1, 1, rows.d() - 1).sub(from.mul(from));
    Tensor along = torch.rsub(from, a);
    return along.mul(along).add(across.mul(across), b).sum(1);
  }

  @Override
  public void energies() {
    torch.addcmul_out(across, tail, head, head, Numbers.MINUS_ONE);
    sum.setSquares(rows.energies(), across, b, across);
    torch.sub_out(along, aTensor, head);
    sum.addSquares(rows.energies(), along, Numbers.ONE, along);
  }

  @Override
  public void energiesAndScores() {
    torch.addcmul_out(across, tail, head, head, Numbers.MINUS_ONE);
    sum.setSquares(rows.energies(), across, b, scratch);
    // 2 (a - x) is the sum's root twice over, and the first part of the score.
    torch.add_out(along, twoA, head, Numbers.MINUS_TWO);
    sum.addSquares(rows.energies(), along, Numbers.QUARTER, scratch);
    lastScores.zero_();
    torch.addcmul_out(headScores, along, head, across, fourB);
    tailScores.add_(across, minusTwoB);
  }
}
