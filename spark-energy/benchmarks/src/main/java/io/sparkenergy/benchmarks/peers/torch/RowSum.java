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

/**
 * Sums over each row, by whichever of libtorch's ways was seen to be fastest for the width: a
 * product with ones, or a reduction.
 */
final class RowSum {
  private static final int REDUCED_FROM = 256;
  private static final int NORM_FROM = 64;

  private final int width;
  private final Tensor ones;
  private final Tensor sums;

  RowSum(Rows rows, int width) {
    this.width = width;
    this.ones = rows.ones(width);
    this.sums = rows.empty(rows.n());
  }

  /** out = factor Σ t. */
  void set(Tensor out, Tensor t, Scalar factor) {
    if (width < REDUCED_FROM) {
      torch.addmv_out(out, out, t, ones, Numbers.ZERO, factor);
    } else {
      torch.sum_out(sums, t, Numbers.LAST, false, Numbers.SAME_TYPE);
      torch.mul_out(out, sums, factor);
    }
  }

  /** out += factor Σ t. */
  void add(Tensor out, Tensor t, Scalar factor) {
    if (width < REDUCED_FROM) {
      torch.addmv_out(out, out, t, ones, Numbers.ONE, factor);
    } else {
      torch.sum_out(sums, t, Numbers.LAST, false, Numbers.SAME_TYPE);
      out.add_(sums, factor);
    }
  }

  /** out = factor Σ t²; scratch may be t, which is lost then. */
  void setSquares(Tensor out, Tensor t, Scalar factor, Tensor scratch) {
    if (width < NORM_FROM) {
      torch.mul_out(scratch, t, t);
      set(out, scratch, factor);
    } else {
      torch.linalg_vector_norm_out(sums, t, Numbers.TWO, Numbers.LAST, false, Numbers.SAME_TYPE);
      torch.mul_out(out, sums, sums);
      out.mul_(factor);
    }
  }

  /** out += factor Σ t²; scratch may be t, which is lost then. */
  void addSquares(Tensor out, Tensor t, Scalar factor, Tensor scratch) {
    if (width < NORM_FROM) {
      torch.mul_out(scratch, t, t);
      add(out, scratch, factor);
    } else {
      torch.linalg_vector_norm_out(sums, t, Numbers.TWO, Numbers.LAST, false, Numbers.SAME_TYPE);
      out.addcmul_(sums, sums, factor);
    }
  }

  /** out = ‖t‖; scratch may be t, which is lost then. */
  void norm(Tensor out, Tensor t, Tensor scratch) {
    if (width < NORM_FROM) {
      torch.mul_out(scratch, t, t);
      set(out, scratch, Numbers.ONE);
      torch.sqrt_out(out, out);
    } else {
      torch.linalg_vector_norm_out(out, t, Numbers.TWO, Numbers.LAST, false, Numbers.SAME_TYPE);
    }
  }
}
