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
import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A program whose kernels hold the arrays of a batch of so many rows. */
final class BoundProgram {
  private static final Value.Register ROWS = new Value.Register(0, 0, false);

  private final Registers registers;
  private final int rows;
  private final List<Kernel> kernels = new ArrayList<>();
  private final List<INDArray> outputs = new ArrayList<>();

  BoundProgram(Program program, Registers registers, int rows) {
    this.registers = registers;
    this.rows = rows;
    for (Instruction instruction : program.instructions()) {
      kernels.add(Kernels.of(new Operands(registers, instruction, rows)));
    }
    for (Value output : program.outputs()) {
      outputs.add(output(output));
    }
  }

  int rows() {
    return rows;
  }

  /** The rows, shape (rows, d). */
  INDArray input() {
    return registers.register(ROWS, rows);
  }

  /** The directions of Hessian-vector products, shape (rows, d). */
  INDArray direction() {
    return registers.register(1, rows);
  }

  /** The result at a place, shape (rows, 1) or (rows, d); overwritten by the next run. */
  INDArray output(int index) {
    return outputs.get(index);
  }

  void run() {
    kernels.forEach(Kernel::run);
  }

  /** A result that is the same for every row is written out now, and stays. */
  private INDArray output(Value value) {
    if (value instanceof Value.Register register) {
      return registers.register(register, rows);
    }
    return registers.shared(value, rows);
  }
}
