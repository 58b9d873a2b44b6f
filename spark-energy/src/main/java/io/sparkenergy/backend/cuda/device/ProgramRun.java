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
package io.sparkenergy.backend.cuda.device;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.source.CudaArgument;
import io.sparkenergy.backend.cuda.source.CudaBuffer;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.backend.cuda.source.CudaStep;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A program bound to a stream and to device memory for so many rows. Its GPU must be entered for
 * every call.
 */
public final class ProgramRun implements AutoCloseable {
  /** What a step does for the first rows. */
  private interface BoundStep {
    void enqueue(int rows);
  }

  private final LoadedProgram loaded;
  private final GpuStream stream;
  private final Resources resources = new Resources();
  private final List<DeviceMemory> buffers = new ArrayList<>();
  private final List<BoundStep> steps = new ArrayList<>();
  private final IntPointer rowCount = new IntPointer(1L);

  /**
   * Allocates a program's buffers.
   *
   * @param tf32 whether products of float32 numbers may round them to TF32
   * @throws OutOfDeviceMemory if they do not fit
   */
  public ProgramRun(LoadedProgram loaded, int maxRows, boolean tf32) {
    this.loaded = loaded;
    GpuContext gpu = loaded.gpu();
    CudaProgram program = loaded.program();
    resources.add(rowCount::close);
    try {
      this.stream = gpu.stream();
      resources.add(stream::close);
      if (loaded.multiplies()) {
        stream.openProducts(tf32);
      }
      for (CudaBuffer buffer : program.buffers()) {
        DeviceMemory memory =
            gpu.allocate((long) buffer.stride() * maxRows * program.precision().bytes());
        resources.add(memory::close);
        buffers.add(memory);
      }
      for (CudaStep step : program.steps()) {
        steps.add(bind(step));
      }
      resources.add(stream::await);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The buffer at a place of the program's. */
  public DeviceMemory buffer(int index) {
    return buffers.get(index);
  }

  public GpuStream stream() {
    return stream;
  }

  /** The bytes on the device. */
  public long bytes() {
    return buffers.stream().mapToLong(DeviceMemory::bytes).sum();
  }

  /** Gives the stream all steps, for the first rows. */
  public void enqueue(int rows) {
    rowCount.put(rows);
    for (BoundStep step : steps) {
      step.enqueue(rows);
    }
  }

  private BoundStep bind(CudaStep step) {
    if (step instanceof CudaStep.Launch launch) {
      CUfunc_st kernel = loaded.kernel(launch);
      PointerPointer<Pointer> arguments = arguments(launch.arguments());
      return rows ->
          stream.launch(kernel, launch.blocks(rows), launch.threadsPerBlock(), arguments);
    }
    return bind((CudaStep.Product) step);
  }

  private BoundStep bind(CudaStep.Product product) {
    Precision precision = loaded.program().precision();
    Pointer alpha =
        precision == Precision.DOUBLE
            ? new DoublePointer(product.alpha(), 0.0)
            : new FloatPointer((float) product.alpha(), 0f);
    resources.add(alpha::close);
    GpuStream.Operand weights =
        new GpuStream.Operand(
            loaded.parameter(product.parameter()),
            product.transposed() ? product.inputs() : product.outputs(),
            product.transposed() ? product.outputs() : product.inputs());
    long input = buffer(product.input()).address();
    long output = buffer(product.output()).address();
    return rows ->
        stream.multiply(
            precision,
            product.transposed(),
            alpha,
            weights,
            new GpuStream.Operand(input, rows, product.inputs()),
            new GpuStream.Operand(output, rows, product.outputs()));
  }

  /** The addresses of a kernel's arguments, which the driver reads at each launch. */
  private PointerPointer<Pointer> arguments(List<CudaArgument> arguments) {
    PointerPointer<Pointer> addresses = new PointerPointer<>(Math.max(1, arguments.size()));
    resources.add(addresses::close);
    for (int i = 0; i < arguments.size(); i++) {
      addresses.put(i, argument(arguments.get(i)));
    }
    return addresses;
  }

  private Pointer argument(CudaArgument argument) {
    if (argument instanceof CudaArgument.RowCount) {
      return rowCount;
    }
    Pointer value;
    if (argument instanceof CudaArgument.Buffer buffer) {
      value = new LongPointer(new long[] {buffer(buffer.index()).address()});
    } else if (argument instanceof CudaArgument.Parameter parameter) {
      value = new LongPointer(new long[] {loaded.parameter(parameter.index())});
    } else {
      value = numbers(((CudaArgument.Numbers) argument).values());
    }
    resources.add(value::close);
    return value;
  }

  private Pointer numbers(List<Double> values) {
    if (values.isEmpty()) {
      return new BytePointer(1L);
    }
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (loaded.program().precision() == Precision.DOUBLE) {
      return new DoublePointer(numbers);
    }
    float[] narrow = new float[numbers.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) numbers[i];
    }
    return new FloatPointer(narrow);
  }

  @Override
  public void close() {
    resources.close();
  }
}
