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
package io.sparkenergy.backend.cuda;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.GpuStream;
import io.sparkenergy.backend.cuda.device.LoadedProgram;
import io.sparkenergy.backend.cuda.device.PinnedMemory;
import io.sparkenergy.backend.cuda.device.ProgramRun;
import io.sparkenergy.backend.cuda.device.Resources;
import io.sparkenergy.backend.cuda.device.StagedNumbers;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream with room for a piece of a batch, on the device and pinned: rows go in, are computed and
 * come out while the task's thread sees to other lanes.
 */
final class Lane implements AutoCloseable {
  private final CudaProgram program;
  private final Resources resources = new Resources();
  private final ProgramRun run;
  private final Staging rows;
  private final List<Staging> results = new ArrayList<>();
  private long pinnedBytes;

  private int from;
  private int count;

  /** One buffer's pinned counterpart. */
  private record Staging(int buffer, int stride, PinnedMemory memory, StagedNumbers numbers) {}

  Lane(LoadedProgram loaded, int maxRows, boolean tf32) {
    this.program = loaded.program();
    try {
      this.run = new ProgramRun(loaded, maxRows, tf32);
      resources.add(run::close);
      this.rows = staging(loaded.gpu(), program.input(), maxRows);
      for (int result : program.results()) {
        results.add(staging(loaded.gpu(), result, maxRows));
      }
      // First of all that closing does: nothing is freed while it is copied from or to.
      resources.add(run.stream()::await);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Staging staging(GpuContext gpu, int buffer, int maxRows) {
    Precision precision = program.precision();
    int stride = program.buffers().get(buffer).stride();
    long numbers = (long) stride * maxRows;
    PinnedMemory memory = gpu.allocatePinned(numbers * precision.bytes());
    resources.add(memory::close);
    pinnedBytes += memory.bytes();
    return new Staging(buffer, stride, memory, new StagedNumbers(memory, precision, numbers));
  }

  /** Sends rows of a batch on their way, from one on. */
  void start(double[] features, int firstRow, int rowCount) {
    from = firstRow;
    count = rowCount;
    rows.numbers.write(features, firstRow * rows.stride, rowCount * rows.stride);
    GpuStream stream = run.stream();
    stream.copyIn(run.buffer(rows.buffer), rows.memory, bytes(rows));
    run.enqueue(rowCount);
    for (Staging result : results) {
      stream.copyOut(result.memory, run.buffer(result.buffer), bytes(result));
    }
  }

  /** Waits for the rows that are on their way, if any, and puts their results in their place. */
  void finish(List<double[]> into) {
    if (count == 0) {
      return;
    }
    run.stream().await();
    for (int i = 0; i < results.size(); i++) {
      Staging result = results.get(i);
      result.numbers.read(into.get(i), from * result.stride, count * result.stride);
    }
    count = 0;
  }

  private long bytes(Staging staging) {
    return (long) count * staging.stride * program.precision().bytes();
  }

  /** The bytes on the device and pinned. */
  long bytes() {
    return run.bytes() + pinnedBytes;
  }

  @Override
  public void close() {
    resources.close();
  }
}
