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

import io.sparkenergy.expression.Program;
import io.sparkenergy.expression.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of an evaluator: a buffer for each register of a program, and scratch for the kernels
 * that take more than one operation, all of shape (capacity, length). Seen through {@link #rows} as
 * arrays of fewer rows over the same memory.
 */
final class Registers implements AutoCloseable {
  private final DataType type;
  private final int capacity;
  private final List<INDArray> registers = new ArrayList<>();
  private final Map<String, INDArray> scratch = new HashMap<>();
  private final Map<Value, INDArray> shared = new HashMap<>();

  Registers(Program program, DataType type, int capacity) {
    this.type = type;
    this.capacity = capacity;
    try {
      for (int length : program.registerLengths()) {
        registers.add(allocate(type, length));
      }
    } catch (OutOfMemoryError | RuntimeException e) {
      close();
      throw e;
    }
  }

  DataType type() {
    return type;
  }

  int capacity() {
    return capacity;
  }

  INDArray register(Value.Register register, int rows) {
    return rows(registers.get(register.index()), rows);
  }

  INDArray register(int index, int rows) {
    return rows(registers.get(index), rows);
  }

  /**
   * A buffer that a kernel may use while it runs; the same name and length give the same buffer.
   */
  INDArray scratch(String name, DataType scratchType, int length, int rows) {
    return rows(
        scratch.computeIfAbsent(
            name + ":" + scratchType + ":" + length, key -> allocate(scratchType, length)),
        rows);
  }

  /** A value that is the same for every row, written out for each. */
  INDArray shared(Value value, int rows) {
    return rows(shared.computeIfAbsent(value, this::writtenOut), rows);
  }

  private INDArray writtenOut(Value value) {
    INDArray buffer = allocate(type, value.length());
    if (value instanceof Value.Parameter parameter) {
      // INDArray.assign copies a row to the first row alone; the operation broadcasts.
      INDArray row = ParameterArrays.of(parameter.values(), type);
      Arithmetic.custom("assign", buffer, buffer, row).run();
      return buffer;
    }
    return buffer.assign(((Value.Constant) value).value());
  }

  long bytes() {
    return all().mapToLong(Registers::bytes).sum();
  }

  private Stream<INDArray> all() {
    return Stream.of(registers, scratch.values(), shared.values()).flatMap(Collection::stream);
  }

  @Override
  public void close() {
    all().forEach(INDArray::close);
    registers.clear();
    scratch.clear();
    shared.clear();
  }

  private INDArray rows(INDArray buffer, int rows) {
    if (rows == capacity) {
      return buffer;
    }
    long length = buffer.size(1);
    return Nd4j.create(
        buffer.data(),
        new long[] {rows, length},
        new long[] {length, 1},
        0,
        'c',
        buffer.dataType());
  }

  private INDArray allocate(DataType bufferType, int length) {
    return Nd4j.create(bufferType, new long[] {capacity, length}, 'c');
  }

  private static long bytes(INDArray buffer) {
    return buffer.length() * buffer.dataType().width();
  }
}
