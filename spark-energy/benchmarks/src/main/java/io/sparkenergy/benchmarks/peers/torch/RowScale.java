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

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Multiplies each row by its own factor; narrow rows by factors that are spread by a product. */
final class RowScale {

  private final boolean narrow;
  private final Tensor ones;
  private final Tensor spread;

  RowScale(Rows rows) {
    this.narrow = rows.narrow();
    this.ones = rows.ones(1, rows.d());
    this.spread = narrow ? rows.empty(rows.n(), rows.d()) : rows.empty(0);
  }

  /** out = factors x, row by row; out may be x, and factors is of shape (n, 1). */
  void set(Tensor out, Tensor x, Tensor factors) {
    torch.mul_out(out, x, spread(factors));
  }

  /** out += factors x, row by row. */
  void add(Tensor out, Tensor x, Tensor factors) {
    out.addcmul_(x, spread(factors), Numbers.ONE);
  }

  private Tensor spread(Tensor factors) {
    return narrow ? torch.mm_out(spread, factors, ones) : factors;
  }
}
