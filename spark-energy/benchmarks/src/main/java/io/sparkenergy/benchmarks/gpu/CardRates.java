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
package io.sparkenergy.benchmarks.gpu;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.CubinCache;
import io.sparkenergy.backend.cuda.device.DeviceMemory;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.GpuStream;
import io.sparkenergy.backend.cuda.device.LoadedProgram;
import io.sparkenergy.backend.cuda.device.PinnedMemory;
import io.sparkenergy.backend.cuda.device.ProgramRun;
import io.sparkenergy.backend.cuda.device.Resources;
import io.sparkenergy.backend.cuda.source.CudaBuffer;
import io.sparkenergy.backend.cuda.source.CudaBuffer.Role;
import io.sparkenergy.backend.cuda.source.CudaParameter;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.backend.cuda.source.CudaStep;
import io.sparkenergy.expression.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the card can do, measured here: the scale on which energies are put.
 *
 * @param copyBytes bytes read and written by copies on the card, a second
 * @param hostBytes bytes copied in and out at once, both counted, a second
 */
record CardRates(double copyBytes, double hostBytes) {
  private static final int TIMES = 10;
  private static final String NO_KERNEL = "extern \"C\" __global__ void nothing() {}\n";

  /** Measured with pieces of so many bytes. */
  static CardRates measure(GpuContext gpu, long bytes) {
    try (Resources resources = new Resources()) {
      GpuContext.Entered entered = gpu.enter();
      resources.add(entered::close);
      DeviceMemory from = gpu.allocate(bytes);
      resources.add(from::close);
      DeviceMemory to = gpu.allocate(bytes);
      resources.add(to::close);
      PinnedMemory in = gpu.allocatePinned(bytes);
      resources.add(in::close);
      PinnedMemory out = gpu.allocatePinned(bytes);
      resources.add(out::close);
      GpuStream first = gpu.stream();
      resources.add(first::close);
      GpuStream second = gpu.stream();
      resources.add(second::close);
      double copy = GpuTimer.seconds(gpu, first, TIMES, () -> first.copyWithin(to, 0, from, bytes));
      double both =
          GpuTimer.wallSeconds(
              TIMES,
              () -> {
                first.copyIn(to, in, bytes);
                second.copyOut(out, from, bytes);
                first.await();
                second.await();
              });
      return new CardRates(2.0 * bytes / copy, 2.0 * bytes / both);
    }
  }

  /** Multiplications and additions a second of a large matrix product. */
  static double products(Gpu gpu, Precision precision, boolean tf32, int n) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    CudaProgram program =
        new CudaProgram(
            NO_KERNEL,
            precision,
            n,
            List.of(new CudaBuffer(n, Role.ROWS), new CudaBuffer(n, Role.RESULT)),
            List.of(new CudaParameter.Coefficients(Matrix.of(identity))),
            List.of(new CudaStep.Product(0, false, 1, n, n, 0, 1)),
            0,
            OptionalInt.empty(),
            List.of(1));
    try (Resources resources = new Resources()) {
      LoadedProgram loaded = new LoadedProgram(gpu, program, CubinCache.of(Optional.empty()));
      resources.add(loaded::close);
      GpuContext.Entered entered = loaded.gpu().enter();
      resources.add(entered::close);
      ProgramRun run = new ProgramRun(loaded, n, tf32);
      resources.add(run::close);
      double seconds = GpuTimer.seconds(loaded.gpu(), run.stream(), TIMES, () -> run.enqueue(n));
      return 2.0 * n * n * n / seconds;
    }
  }
}
