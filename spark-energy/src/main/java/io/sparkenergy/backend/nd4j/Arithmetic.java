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
package io.sparkenergy.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseDivision;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarSubtraction;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;

/**
 * The four operations between arrays that meet as columns, rows and full batches. ND4J's custom
 * operations broadcast; where an input is one number, its scalar operations save a pass.
 */
enum Arithmetic {
  ADD(AddOp::new, ScalarAdd::new, ScalarAdd::new),
  SUBTRACT(SubOp::new, ScalarSubtraction::new, ScalarReverseSubtraction::new),
  MULTIPLY(MulOp::new, ScalarMultiplication::new, ScalarMultiplication::new),
  DIVIDE(DivOp::new, ScalarDivision::new, ScalarReverseDivision::new);

  private interface Pairwise {
    CustomOp of(INDArray a, INDArray b, INDArray z);
  }

  private interface WithNumber {
    Op of(INDArray a, INDArray y, INDArray z, Number number);
  }

  private final Pairwise pairwise;
  private final WithNumber right;
  private final WithNumber left;

  Arithmetic(Pairwise pairwise, WithNumber right, WithNumber left) {
    this.pairwise = pairwise;
    this.right = right;
    this.left = left;
  }

  Kernel of(INDArray a, INDArray b, INDArray z) {
    return Kernel.of(pairwise.of(a, b, z));
  }

  /** a op number. */
  Kernel of(INDArray a, double number, INDArray z) {
    return Kernel.of(right.of(a, null, z, number));
  }

  /** number op b. */
  Kernel of(double number, INDArray b, INDArray z) {
    return Kernel.of(left.of(b, null, z, number));
  }

  /** The first two operands into {@code z}, which has the result's shape. */
  Kernel of(Operands in, int first, int second, INDArray z) {
    int length = (int) z.size(1);
    if (in.constant(first).isPresent() && in.isFull(second, length)) {
      return of(in.constant(first).getAsDouble(), in.compact(second), z);
    }
    if (in.constant(second).isPresent() && in.isFull(first, length)) {
      return of(in.compact(first), in.constant(second).getAsDouble(), z);
    }
    boolean fills =
        (in.isRegister(first) || in.isRegister(second))
            && Math.max(in.value(first).length(), in.value(second).length()) == length;
    if (fills) {
      return of(in.compact(first), in.compact(second), z);
    }
    return Kernel.sequence(in.spread(first, z), of(z, in.compact(second), z));
  }

  /** An operation that has no class of its own. */
  static Kernel custom(String name, INDArray z, INDArray... inputs) {
    return Kernel.of(DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(z).build());
  }
}
