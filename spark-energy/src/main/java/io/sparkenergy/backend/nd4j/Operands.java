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

import io.sparkenergy.expression.Instruction;
import io.sparkenergy.expression.Value;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one instruction, for a batch of some number of rows. A scalar is a column of shape
 * (rows, 1), a vector has shape (rows, length), a parameter that all rows share has shape (1,
 * length).
 */
final class Operands {
  private final Registers registers;
  private final Instruction instruction;
  private final int rows;

  Operands(Registers registers, Instruction instruction, int rows) {
    this.registers = registers;
    this.instruction = instruction;
    this.rows = rows;
  }

  Instruction instruction() {
    return instruction;
  }

  Value value(int index) {
    return instruction.inputs().get(index);
  }

  int count() {
    return instruction.inputs().size();
  }

  int rows() {
    return rows;
  }

  /** The length of the result. */
  int length() {
    return instruction.output().length();
  }

  DataType type() {
    return registers.type();
  }

  INDArray output() {
    return registers.register(instruction.output(), rows);
  }

  /** The number, if the input is one that all rows share. */
  OptionalDouble constant(int index) {
    return value(index) instanceof Value.Constant constant
        ? OptionalDouble.of(constant.value())
        : OptionalDouble.empty();
  }

  /** The input as it stands: of as many rows as the batch, or of one if all rows share it. */
  INDArray compact(int index) {
    Value value = value(index);
    if (value instanceof Value.Register register) {
      return registers.register(register, rows);
    }
    if (value instanceof Value.Parameter parameter) {
      return ParameterArrays.of(parameter.values(), type());
    }
    return Nd4j.scalar(type(), ((Value.Constant) value).value()).reshape(1, 1);
  }

  /** The input with as many rows as the batch; what all rows share is written out once. */
  INDArray full(int index) {
    return isRegister(index) ? compact(index) : registers.shared(value(index), rows);
  }

  boolean isRegister(int index) {
    return value(index) instanceof Value.Register;
  }

  /** Whether the input has the result's shape as it stands. */
  boolean isFull(int index, int length) {
    return isRegister(index) && value(index).length() == length;
  }

  /**
   * A kernel that spreads the input over the batch's rows and {@code length}, into {@code target}.
   */
  Kernel spread(int index, INDArray target) {
    if (constant(index).isPresent()) {
      double number = constant(index).getAsDouble();
      return () -> target.assign(number);
    }
    return Kernel.of(
        DynamicCustomOp.builder("assign")
            .addInputs(target, compact(index))
            .addOutputs(target)
            .build());
  }

  INDArray scratch(String name, int length) {
    return scratch(name, type(), length);
  }

  INDArray scratch(String name, DataType scratchType, int length) {
    return registers.scratch(name, scratchType, length, rows);
  }
}
