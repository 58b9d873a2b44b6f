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

import io.sparkenergy.expression.Attribute;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.scalar.comparison.ScalarNotEquals;
import org.nd4j.linalg.api.ops.impl.transforms.comparison.CompareAndReplace;
import org.nd4j.linalg.api.ops.impl.transforms.comparison.CompareAndSet;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ATanh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * The backend's side of the operator table: a kernel for each row of {@link
 * io.sparkenergy.expression.Operator}. The switch has no default, so that a new operator does not
 * compile until it has a kernel here.
 */
final class Kernels {
  private Kernels() {}

  static Kernel of(Operands in) {
    INDArray z = in.output();
    return switch (in.instruction().operator()) {
      case INPUT, DIRECTION, CONSTANT, PARAMETER, SIZE, TERM, CLIP, POINT ->
          throw new IllegalStateException(
              in.instruction().operator() + " is a value, not an instruction");

      case ADD -> Arithmetic.ADD.of(in, 0, 1, z);
      case SUBTRACT -> Arithmetic.SUBTRACT.of(in, 0, 1, z);
      case MULTIPLY -> Arithmetic.MULTIPLY.of(in, 0, 1, z);
      case DIVIDE -> Arithmetic.DIVIDE.of(in, 0, 1, z);
      case DIVIDE_OR_ZERO -> {
        INDArray divisor = in.scratch("switch", in.length());
        yield Kernel.sequence(
            in.spread(1, divisor), Arithmetic.DIVIDE.of(in, 0, 1, z), zeroWhereZero(divisor, z));
      }
      case MAXIMUM -> extreme("maximum", in, z);
      case MINIMUM -> extreme("minimum", in, z);
      case POWER ->
          Kernel.of(
              new Pow(in.full(0), z, Attribute.as(Attribute.Literal.class, attribute(in)).value()));

      case ABS -> Kernel.of(new Abs(in.full(0), z));
      case SIGN -> Kernel.sequence(Kernel.of(new Sign(in.full(0), z)), keepNaN(in, in.full(0), z));
      case SQUARE -> Kernel.of(new Square(in.full(0), z));
      case SQRT -> Kernel.of(new Sqrt(in.full(0), z));
      case EXP -> Kernel.of(new Exp(in.full(0), z));
      case LOG -> Kernel.of(new Log(in.full(0), z));
      case LOG1P -> log1p(in, z);
      case SIN -> Kernel.of(new Sin(in.full(0), z));
      case COS -> Kernel.of(new Cos(in.full(0), z));
      case TANH -> Kernel.of(new Tanh(in.full(0), z));
      case SIGMOID -> Kernel.of(new Sigmoid(in.full(0), z));
      case SOFTPLUS -> softplus(in, z);
      case ERF -> Kernel.of(new Erf(in.full(0), z));
      case RELU -> Kernel.of(new RectifiedLinear(in.full(0), z, 0.0));
      case STEP ->
          Kernel.sequence(Kernel.of(new Step(in.full(0), z, 0.0)), keepNaN(in, in.full(0), z));

      case LESS ->
          Kernel.sequence(Arithmetic.SUBTRACT.of(in, 1, 0, z), Kernel.of(new Step(z, z, 0.0)));
      case SELECT -> select(in, z);
      case GATE -> {
        INDArray gate = in.scratch("switch", in.length());
        yield Kernel.sequence(
            in.spread(0, gate),
            Arithmetic.MULTIPLY.of(gate, in.compact(1), z),
            zeroWhereZero(gate, z));
      }

      case SUM -> sum(in.full(0), z);
      case DOT -> dot(in, z);
      case NORM -> {
        INDArray squares = in.scratch("work", in.value(0).length());
        yield Kernel.sequence(
            Kernel.of(new Square(in.full(0), squares)), sum(squares, z), Kernel.of(new Sqrt(z, z)));
      }
      case LARGEST -> largest(in, z);
      case LOG_SUM_EXP -> logSumExp(in, z);

      case SOFTMAX -> {
        INDArray total = in.scratch("column", 1);
        yield Kernel.sequence(shiftedExp(in, z), sum(z, total), Arithmetic.DIVIDE.of(z, total, z));
      }
      case LARGEST_MASK -> largestMask(in, z);
      case BROADCAST -> in.spread(0, z);
      case ELEMENT -> {
        int at = Attribute.as(Attribute.Index.class, attribute(in)).index();
        yield copy(in.full(0).get(columns(at, 1)), z);
      }
      case STACK -> stack(in, z);
      case SLICE -> {
        Attribute.Window window = Attribute.as(Attribute.Window.class, attribute(in));
        yield copy(in.full(0).get(columns(window.start().offset(), in.length())), z);
      }
      case PAD -> pad(in, z);
      case LINEAR -> linear(in, z);

      case LEAF, LEAF_GRADIENT -> Leaves.kernel(in);
    };
  }

  private static Attribute attribute(Operands in) {
    return in.instruction().attribute();
  }

  /** z where the switch is not 0, else 0: CompareAndReplace keeps its first array otherwise. */
  private static Kernel zeroWhereZero(INDArray switched, INDArray z) {
    return Kernel.of(new CompareAndReplace(switched, z, z, Conditions.notEquals(0)));
  }

  /** Makes z NaN where a is, whatever ND4J made of it; tanh, since 0 · ∞ would be NaN too. */
  private static Kernel keepNaN(Operands in, INDArray a, INDArray z) {
    INDArray poison = in.scratch("poison", (int) z.size(1));
    return Kernel.sequence(
        Kernel.of(new Tanh(a, poison)),
        Arithmetic.MULTIPLY.of(poison, 0.0, poison),
        Arithmetic.ADD.of(z, poison, z));
  }

  private static Kernel extreme(String operation, Operands in, INDArray z) {
    INDArray first = in.scratch("first", in.length());
    INDArray second = in.scratch("second", in.length());
    return Kernel.sequence(
        in.spread(0, first),
        in.spread(1, second),
        Arithmetic.custom(operation, z, first, second),
        keepNaN(in, first, z),
        keepNaN(in, second, z));
  }

  private static Kernel select(Operands in, INDArray z) {
    INDArray mask = in.scratch("mask", in.length());
    INDArray condition = in.scratch("condition", DataType.BOOL, in.length());
    INDArray yes = in.scratch("first", in.length());
    INDArray no = in.scratch("second", in.length());
    return Kernel.sequence(
        in.spread(0, mask),
        in.spread(1, yes),
        in.spread(2, no),
        Kernel.of(new ScalarNotEquals(mask, condition, 0)),
        Arithmetic.custom("select", z, condition, yes, no));
  }

  /**
   * log(1 + a) = 2 atanh(m / (2 + m)) + log((1 + max(a, 1)) / 2) with m = min(a, 1): ND4J's own
   * Log1p is log(1 + a) and loses the digits of a small a. The second term keeps NaN, the first
   * would not.
   */
  private static Kernel log1p(Operands in, INDArray z) {
    INDArray a = in.full(0);
    INDArray small = in.scratch("first", in.length());
    INDArray large = in.scratch("second", in.length());
    return Kernel.sequence(
        Kernel.of(new ScalarMin(a, null, small, 1.0)),
        Kernel.of(new RectifiedLinear(a, large, 1.0)),
        Arithmetic.ADD.of(large, 1.0, large),
        Arithmetic.MULTIPLY.of(large, 0.5, large),
        Kernel.of(new Log(large, large)),
        log1pOfSmall(small, z),
        Arithmetic.ADD.of(z, large, z));
  }

  /** log(1 + a) for -1 ≤ a ≤ 1; overwrites nothing but z. */
  private static Kernel log1pOfSmall(INDArray a, INDArray z) {
    return Kernel.sequence(
        Arithmetic.ADD.of(a, 2.0, z),
        Arithmetic.DIVIDE.of(a, z, z),
        Kernel.of(new ATanh(z, z)),
        Arithmetic.MULTIPLY.of(z, 2.0, z));
  }

  /** max(a, 0) + log(1 + e^-|a|): ND4J's own is infinite from 200 on. */
  private static Kernel softplus(Operands in, INDArray z) {
    INDArray a = in.full(0);
    INDArray decay = in.scratch("first", in.length());
    return Kernel.sequence(
        Kernel.of(new Abs(a, decay)),
        Kernel.of(new Negative(decay, decay)),
        Kernel.of(new Exp(decay, decay)),
        log1pOfSmall(decay, z),
        Kernel.of(new RectifiedLinear(a, decay, 0.0)),
        Arithmetic.ADD.of(z, decay, z));
  }

  private static Kernel sum(INDArray vectors, INDArray column) {
    return Kernel.of(new Sum(vectors, column, true, 1));
  }

  private static Kernel dot(Operands in, INDArray z) {
    if (in.isRegister(0) && !in.isRegister(1)) {
      return Kernel.of(product(in.full(0), in.compact(1), z, true));
    }
    if (in.isRegister(1) && !in.isRegister(0)) {
      return Kernel.of(product(in.full(1), in.compact(0), z, true));
    }
    INDArray products = in.scratch("work", in.value(0).length());
    return Kernel.sequence(Arithmetic.MULTIPLY.of(in, 0, 1, products), sum(products, z));
  }

  private static Kernel largest(Operands in, INDArray z) {
    INDArray work = in.scratch("work", in.value(0).length());
    INDArray poison = in.scratch("column", 1);
    return Kernel.sequence(
        Kernel.of(new Max(in.full(0), z, true, 1)),
        Kernel.of(new Tanh(in.full(0), work)),
        Arithmetic.MULTIPLY.of(work, 0.0, work),
        sum(work, poison),
        Arithmetic.ADD.of(z, poison, z));
  }

  /** exp(a - m) into z, m the largest entry, or 0 where that is infinite. */
  private static Kernel shiftedExp(Operands in, INDArray z) {
    INDArray shift = in.scratch("shift", 1);
    return Kernel.sequence(
        Kernel.of(new Max(in.full(0), shift, true, 1)),
        Kernel.of(new CompareAndSet(shift, 0.0, Conditions.isInfinite())),
        Arithmetic.SUBTRACT.of(in.full(0), shift, z),
        Kernel.of(new Exp(z, z)));
  }

  private static Kernel logSumExp(Operands in, INDArray z) {
    INDArray work = in.scratch("work", in.value(0).length());
    return Kernel.sequence(
        shiftedExp(in, work),
        sum(work, z),
        Kernel.of(new Log(z, z)),
        Arithmetic.ADD.of(z, in.scratch("shift", 1), z));
  }

  private static Kernel largestMask(Operands in, INDArray z) {
    INDArray places = in.scratch("places", DataType.INT64, 1).reshape(in.rows());
    return Kernel.sequence(
        Kernel.of(
            DynamicCustomOp.builder("argmax")
                .addInputs(in.full(0))
                .addOutputs(places)
                .addIntegerArguments(1)
                .build()),
        Kernel.of(
            DynamicCustomOp.builder("onehot")
                .addInputs(places)
                .addOutputs(z)
                .addIntegerArguments(-1, in.length())
                .addFloatingPointArguments(1.0, 0.0)
                .build()));
  }

  private static Kernel stack(Operands in, INDArray z) {
    Kernel[] columns = new Kernel[in.count()];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = copy(in.full(k), z.get(columns(k, 1)));
    }
    return Kernel.sequence(columns);
  }

  private static Kernel pad(Operands in, INDArray z) {
    int before = Attribute.as(Attribute.Window.class, attribute(in)).start().offset();
    int after = in.length() - before - in.value(0).length();
    INDArray paddings = Nd4j.createFromArray(new int[][] {{0, 0}, {before, after}});
    return Kernel.of(
        DynamicCustomOp.builder("pad")
            .addInputs(in.full(0), paddings)
            .addOutputs(z)
            .addIntegerArguments(0)
            .addFloatingPointArguments(0.0)
            .build());
  }

  private static Kernel linear(Operands in, INDArray z) {
    Attribute.LinearMap map = Attribute.as(Attribute.LinearMap.class, attribute(in));
    INDArray matrix = ParameterArrays.of(map.matrix(), in.type());
    return Kernel.of(product(in.full(0), matrix, z, !map.transposed()));
  }

  /** a b or a bᵀ into c-order z: Mmul with a result given is 2-6 times as fast as mmul(). */
  private static Mmul product(INDArray a, INDArray b, INDArray z, boolean transposeB) {
    return new Mmul(a, b, z, MMulTranspose.builder().transposeB(transposeB).build());
  }

  private static Kernel copy(INDArray from, INDArray to) {
    return () -> to.assign(from);
  }

  private static INDArrayIndex[] columns(int from, int count) {
    return new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(from, from + count)};
  }
}
