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

import io.sparkenergy.backend.Batch;
import io.sparkenergy.backend.BatchEvaluator;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.GpuSettings;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cuda.device.CubinCache;
import io.sparkenergy.backend.cuda.device.Gpu;
import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.LoadedProgram;
import io.sparkenergy.backend.cuda.device.OutOfDeviceMemory;
import io.sparkenergy.backend.cuda.device.Resources;
import io.sparkenergy.backend.cuda.source.CudaBuffer;
import io.sparkenergy.backend.cuda.source.CudaParameter;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches through a GPU, a piece of the rows at a time: while one piece is computed, the next is
 * copied in and the one before out. Out of memory, it goes on with pieces half as large.
 */
@SuppressWarnings("try") // What is opened is there to be closed.
final class CudaBatchEvaluator implements BatchEvaluator {
  private static final Logger LOG = LoggerFactory.getLogger(CudaBatchEvaluator.class);

  /** One piece being written and copied in, one computed, one copied out and read. */
  private static final int LANES = 3;

  /** A piece's rows and results: enough that what each call into the driver costs is little. */
  private static final long PIECE_BYTES = 4L << 20;

  private static final int LEAST_ROWS = 32;

  private final CudaProgram program;
  private final Batch batch;
  private final GpuSettings settings;
  private final LoadedProgram loaded;
  private final List<double[]> results;
  private final List<Lane> lanes = new ArrayList<>();
  private int pieceRows;
  private boolean closed;

  CudaBatchEvaluator(
      Gpu gpu,
      CudaProgram program,
      Set<Quantity> quantities,
      BatchSize size,
      GpuSettings settings) {
    this.program = program;
    this.settings = settings;
    int rows = size.rows(hostNumbers(program), Precision.DOUBLE);
    this.batch = new Batch(program.dimension(), rows, quantities);
    this.results =
        EnumSet.copyOf(quantities).stream()
            .map(quantity -> quantity == Quantity.ENERGY ? batch.energies() : batch.scores())
            .toList();
    this.pieceRows = pieceRows(program, rows, settings.maxBytes());
    Optional<Path> folder =
        Optional.of(settings.cacheFolder()).filter(text -> !text.isBlank()).map(Path::of);
    try {
      this.loaded = new LoadedProgram(gpu, program, CubinCache.of(folder));
    } catch (OutOfDeviceMemory e) {
      throw outOfMemory(GpuContext.of(gpu), e);
    }
    try (var entered = loaded.gpu().enter()) {
      openLanes(rows);
    } catch (RuntimeException e) {
      abandon(e);
      throw e;
    }
  }

  /** The numbers of a row, and of its results, in the host's arrays. */
  private static int hostNumbers(CudaProgram program) {
    return program.dimension()
        + program.results().stream().map(program.buffers()::get).mapToInt(CudaBuffer::stride).sum();
  }

  private static int pieceRows(CudaProgram program, int rows, long maxBytes) {
    long bytes = program.precision().bytes();
    long staged = hostNumbers(program) * bytes;
    long held = program.numbersPerRow() * bytes + staged;
    long most = Math.min(PIECE_BYTES / staged, maxBytes / (LANES * held));
    return (int) Math.max(LEAST_ROWS, Math.min(rows, most));
  }

  /** As many lanes as a full batch has pieces. */
  private void openLanes(int rows) {
    while (true) {
      try {
        while (lanes.size() < Math.min(LANES, (rows - 1) / pieceRows + 1)) {
          lanes.add(new Lane(loaded, pieceRows, settings.tf32()));
        }
        return;
      } catch (OutOfDeviceMemory e) {
        halve(e);
      }
    }
  }

  private void halve(OutOfDeviceMemory e) {
    closeLanes();
    if (pieceRows <= LEAST_ROWS) {
      throw outOfMemory(loaded.gpu(), e);
    }
    pieceRows = Math.max(LEAST_ROWS, pieceRows / 2);
    LOG.warn(
        "{} has no memory for more ({}): going on with {} rows at a time",
        loaded.gpu(),
        e.getMessage(),
        pieceRows);
  }

  private EnergyException outOfMemory(GpuContext gpu, OutOfDeviceMemory e) {
    long bytes = program.precision().bytes();
    long parameters = program.parameters().stream().mapToLong(CudaParameter::length).sum();
    long[] memory = gpu.freeAndTotal();
    return EnergyException.causedBy(
        e,
        ErrorCondition.GPU_MEMORY,
        "gpu",
        gpu,
        "rows",
        Math.min(pieceRows, LEAST_ROWS),
        "free",
        memory[0],
        "total",
        memory[1],
        "rowBytes",
        LEAST_ROWS * bytes * program.numbersPerRow(),
        "parameterBytes",
        parameters * bytes);
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public void evaluate(int rows) {
    GpuContext gpu = loaded.gpu();
    try (var permit = gpu.permit(settings.concurrentTasks());
        var entered = gpu.enter()) {
      while (true) {
        openLanes(batch.maxRows());
        try {
          run(rows);
          return;
        } catch (OutOfDeviceMemory e) {
          halve(e);
        }
      }
    } catch (RuntimeException e) {
      // What is under way is of no use to the next batch.
      abandonLanes(e);
      throw e;
    }
  }

  private void run(int rows) {
    int piece = 0;
    for (int from = 0; from < rows; from += pieceRows) {
      Lane lane = lanes.get(piece++ % lanes.size());
      lane.finish(results);
      lane.start(batch.features(), from, Math.min(pieceRows, rows - from));
    }
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(piece++ % lanes.size()).finish(results);
    }
  }

  @Override
  public long nativeBytes() {
    return lanes.stream().mapToLong(Lane::bytes).sum();
  }

  @Override
  public boolean onGpu() {
    return true;
  }

  private void closeLanes() {
    try (Resources closing = new Resources()) {
      lanes.forEach(lane -> closing.add(lane::close));
      lanes.clear();
    }
  }

  private void abandon(RuntimeException cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void abandonLanes(RuntimeException cause) {
    try (var entered = loaded.gpu().enter()) {
      closeLanes();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (Resources closing = new Resources()) {
        closing.add(loaded::close);
        var entered = loaded.gpu().enter();
        closing.add(entered::close);
        closing.add(this::closeLanes);
      }
    }
  }
}
