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

import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.CubinCache;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.LoadedProgram;
import io.sparkenergy.backend.cuda.device.PinnedMemory;
import io.sparkenergy.backend.cuda.device.ProgramRun;
import io.sparkenergy.backend.cuda.device.Resources;
import io.sparkenergy.backend.cuda.device.StagedNumbers;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.backend.cuda.source.CudaStep;
import io.sparkenergy.energy.Quantity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One energy with its score, over n rows of d entries. */
record GpuCell(GpuSubject subject, int d, int n, Precision precision, boolean tf32) {
  static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);

  private static final int TIMES = 10;
  private static final int STAGED_ROWS = 4096;

  /** As {@link #precision}, or tf32. */
  String numbers() {
    return tf32 ? "tf32" : precision.symbol();
  }

  private CudaProgram program() {
    return CudaProgram.of(subject.energy(d), d, BOTH, precision);
  }

  /** The bytes that cannot be avoided: rows in, energies and scores out. */
  double bytes() {
    return (double) n * (2 * d + 1) * precision.bytes();
  }

  /** The multiplications and additions of the matrix products that cuBLAS runs. */
  double flops() {
    return 2.0
        * n
        * program().steps().stream()
            .filter(CudaStep.Product.class::isInstance)
            .map(CudaStep.Product.class::cast)
            .mapToDouble(product -> (double) product.inputs() * product.outputs())
            .sum();
  }

  /** The time of all kernels and products, rows and results on the card. */
  double kernelSeconds(Gpu gpu) {
    CudaProgram program = program();
    try (Resources resources = new Resources()) {
      LoadedProgram loaded = new LoadedProgram(gpu, program, CubinCache.of(Optional.empty()));
      resources.add(loaded::close);
      GpuContext context = loaded.gpu();
      GpuContext.Entered entered = context.enter();
      resources.add(entered::close);
      ProgramRun run = new ProgramRun(loaded, n, tf32);
      resources.add(run::close);
      fill(context, run, program.input());
      return GpuTimer.seconds(context, run.stream(), TIMES, () -> run.enqueue(n));
    }
  }

  /** Rows, the same every few thousand: the host's memory is not the card's. */
  private void fill(GpuContext gpu, ProgramRun run, int input) {
    int rows = Math.min(n, STAGED_ROWS);
    double[] numbers = HashedNumbers.of(d, rows * d, -1, 1);
    long bytes = (long) numbers.length * precision.bytes();
    try (Resources resources = new Resources()) {
      PinnedMemory staging = gpu.allocatePinned(bytes);
      resources.add(staging::close);
      new StagedNumbers(staging, precision, numbers.length).write(numbers, 0, numbers.length);
      run.stream().copyIn(run.buffer(input), staging, bytes);
      long all = (long) n * d * precision.bytes();
      for (long at = bytes; at < all; at += bytes) {
        run.stream()
            .copyWithin(run.buffer(input), at, run.buffer(input), Math.min(bytes, all - at));
      }
      run.stream().await();
    }
  }

  /**
   * The time of as many rows from the JVM's arrays and back, a batch at a time, shared out to tasks
   * that run at once: one thread copies less than the bus does.
   */
  double hostToHostSeconds(long batchBytes, int tasks) {
    GpuSettings settings = new GpuSettings(tf32, tasks, 1L << 30, "", List.of());
    BatchSize size = new BatchSize((n - 1) / tasks + 1, batchBytes);
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    try (Resources resources = new Resources()) {
      resources.add(threads::shutdown);
      List<Callable<Void>> batches = new ArrayList<>();
      int rows = 0;
      for (int task = 0; task < tasks; task++) {
        BatchEvaluator evaluator =
            Backends.find("cuda").open(subject.energy(d), d, BOTH, precision, size, settings);
        resources.add(evaluator::close);
        int own = evaluator.batch().maxRows();
        double[] features = HashedNumbers.of(task, own * d, -1, 1);
        System.arraycopy(features, 0, evaluator.batch().features(), 0, features.length);
        batches.add(
            () -> {
              evaluator.evaluate(own);
              return null;
            });
        rows += own;
      }
      return GpuTimer.wallSeconds(TIMES, () -> runAll(threads, batches)) * n / rows;
    }
  }

  private static void runAll(ExecutorService threads, List<Callable<Void>> batches) {
    try {
      for (Future<Void> batch : threads.invokeAll(batches)) {
        batch.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while batches were measured", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
