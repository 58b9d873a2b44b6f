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

import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.ArrayEvaluator;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Program;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Evaluates arrays that a user holds, a bounded number of rows at a time. */
public final class Nd4jArrayEvaluator implements ArrayEvaluator {
  private static final BatchSize SIZE = new BatchSize(8192, 64L << 20);

  @Override
  public INDArray evaluate(EnergyFunction energy, Quantity quantity, INDArray x) {
    requireBatch("x", x);
    int d = (int) x.size(1);
    Program program = energy.program(Set.of(quantity), d);
    INDArray result =
        quantity == Quantity.ENERGY
            ? Nd4j.create(x.dataType(), x.size(0))
            : Nd4j.create(x.dataType(), x.size(0), d);
    forEachChunk(
        program,
        x,
        (bound, from) -> {
          bound.run();
          take(bound, from, result);
        });
    return result;
  }

  @Override
  public INDArray hessianVectorProduct(EnergyFunction energy, INDArray x, INDArray v) {
    requireBatch("x", x);
    requireBatch("v", v);
    if (!Arrays.equals(x.shape(), v.shape()) || x.dataType() != v.dataType()) {
      throw shape("v", v, Arrays.toString(x.shape()) + " of " + x.dataType() + ", as x has");
    }
    Program program = energy.program(Set.of(Quantity.HESSIAN_VECTOR_PRODUCT), (int) x.size(1));
    INDArray result = Nd4j.create(x.dataType(), x.shape());
    forEachChunk(
        program,
        x,
        (bound, from) -> {
          if (program.usesDirection()) {
            bound.direction().assign(rows(v, from, bound.rows()));
          }
          bound.run();
          take(bound, from, result);
        });
    return result;
  }

  @Override
  public INDArray laplacian(EnergyFunction energy, INDArray x) {
    requireBatch("x", x);
    int d = (int) x.size(1);
    Program program = energy.program(Set.of(Quantity.HESSIAN_VECTOR_PRODUCT), d);
    INDArray result = Nd4j.create(x.dataType(), x.size(0));
    forEachChunk(
        program,
        x,
        (bound, from) -> {
          INDArray sum = result.get(NDArrayIndex.interval(from, from + bound.rows()));
          for (int i = 0; i < d; i++) {
            if (program.usesDirection()) {
              bound.direction().assign(0).getColumn(i).assign(1);
            }
            bound.run();
            sum.addi(bound.output(0).getColumn(i).reshape(sum.shape()));
          }
        });
    return result;
  }

  private static void forEachChunk(
      Program program, INDArray x, BiConsumer<BoundProgram, Long> work) {
    if (x.isEmpty()) {
      return;
    }
    Nd4jRuntime.require();
    Precision precision = x.dataType() == DataType.DOUBLE ? Precision.DOUBLE : Precision.FLOAT;
    int capacity = (int) Math.min(x.size(0), SIZE.rows(program, precision));
    try (Registers registers = new Registers(program, x.dataType(), capacity)) {
      BoundProgram bound = new BoundProgram(program, registers, capacity);
      for (long from = 0; from < x.size(0); from += capacity) {
        int count = (int) Math.min(capacity, x.size(0) - from);
        if (count != bound.rows()) {
          bound = new BoundProgram(program, registers, count);
        }
        bound.input().assign(rows(x, from, count));
        work.accept(bound, from);
      }
    } catch (OutOfMemoryError | RuntimeException e) {
      throw NativeMemory.explained(e, "arrays of " + x.size(0) + " rows");
    }
  }

  private static void take(BoundProgram bound, long from, INDArray result) {
    INDArray target =
        result.rank() == 1
            ? result.get(NDArrayIndex.interval(from, from + bound.rows()))
            : rows(result, from, bound.rows());
    target.assign(bound.output(0).reshape(target.shape()));
  }

  private static INDArray rows(INDArray array, long from, int count) {
    return array.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
  }

  private static void requireBatch(String argument, INDArray x) {
    if (x.rank() != 2) {
      throw shape(argument, x, "(n, d)");
    }
    if (x.dataType() != DataType.DOUBLE && x.dataType() != DataType.FLOAT) {
      throw EnergyException.of(
          ErrorCondition.BATCH_SHAPE,
          "argument",
          argument,
          "found",
          "type " + x.dataType(),
          "expected",
          "DOUBLE or FLOAT");
    }
  }

  private static EnergyException shape(String argument, INDArray x, String expected) {
    return EnergyException.of(
        ErrorCondition.BATCH_SHAPE,
        "argument",
        argument,
        "found",
        "shape " + Arrays.toString(x.shape()) + " of " + x.dataType(),
        "expected",
        "shape " + expected);
  }
}
