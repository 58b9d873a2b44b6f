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

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.expression.Program;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** Batches from a task's arrays through ND4J and back. */
final class Nd4jEvaluator implements BatchEvaluator {
  private final Program program;
  private final List<Quantity> quantities;
  private final Registers registers;
  private final HostCopy copy;
  private final Batch batch;
  private final String purpose;
  private BoundProgram bound;

  Nd4jEvaluator(Program program, Set<Quantity> quantities, Precision precision, BatchSize size) {
    this.program = program;
    this.quantities = List.copyOf(EnumSet.copyOf(quantities));
    int rows = size.rows(program, precision);
    DataType type = precision == Precision.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    this.batch = new Batch(program.dimension(), rows, quantities);
    this.copy = new HostCopy(type, rows * program.dimension());
    this.purpose =
        "batches of %d rows, %d bytes each"
            .formatted(rows, (long) program.numbersPerRow() * precision.bytes());
    this.registers = registers(program, type, rows);
    this.bound = bound(program, rows);
  }

  private Registers registers(Program program, DataType type, int rows) {
    try {
      return new Registers(program, type, rows);
    } catch (OutOfMemoryError | RuntimeException e) {
      throw NativeMemory.explained(e, purpose);
    }
  }

  private BoundProgram bound(Program program, int rows) {
    try {
      return new BoundProgram(program, registers, rows);
    } catch (OutOfMemoryError | RuntimeException e) {
      registers.close();
      throw NativeMemory.explained(e, purpose);
    }
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void evaluate(int rows) {
    try {
      compute(rows);
    } catch (OutOfMemoryError | RuntimeException e) {
      throw NativeMemory.explained(e, purpose);
    }
  }

  private void compute(int rows) {
    if (bound.rows() != rows) {
      bound = new BoundProgram(program, registers, rows);
    }
    copy.write(batch.features(), bound.input());
    bound.run();
    for (int i = 0; i < quantities.size(); i++) {
      boolean energy = quantities.get(i) == Quantity.ENERGY;
      copy.read(bound.output(i), energy ? batch.energies() : batch.scores());
    }
  }

  @Override
  public long nativeBytes() {
    return registers.bytes();
  }

  @Override
  public void close() {
    registers.close();
  }
}
