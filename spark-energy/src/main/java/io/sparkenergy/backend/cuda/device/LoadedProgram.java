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

import io.sparkenergy.backend.cuda.source.CudaParameter;
import io.sparkenergy.backend.cuda.source.CudaProgram;
import io.sparkenergy.backend.cuda.source.CudaStep;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.CUfunc_st;

/**
 * A program on a GPU: its kernels and its parameters, held for one user and shared with all others.
 */
@SuppressWarnings("try") // What is opened is there to be closed.
public final class LoadedProgram implements AutoCloseable {
  private final GpuContext gpu;
  private final CudaProgram program;
  private final Resources holds = new Resources();
  private final KernelModule module;
  private final List<DeviceMemory> parameters = new ArrayList<>();
  private boolean closed;

  /**
   * Loads a program on a GPU.
   *
   * @throws OutOfDeviceMemory if the parameters do not fit
   * @throws io.sparkenergy.error.EnergyException if the GPU cannot be used or the text not compiled
   */
  public LoadedProgram(Gpu on, CudaProgram program, CubinCache cubins) {
    this.program = program;
    this.gpu = GpuContext.join(on);
    try (var entered = gpu.enter()) {
      var hold = gpu.module(program.source(), cubins);
      holds.add(hold::close);
      this.module = hold.value();
      for (CudaParameter parameter : program.parameters()) {
        var shared = gpu.parameter(parameter, program.precision());
        holds.add(shared::close);
        parameters.add(shared.value());
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public GpuContext gpu() {
    return gpu;
  }

  public CudaProgram program() {
    return program;
  }

  CUfunc_st kernel(CudaStep.Launch launch) {
    return module.kernel(launch.kernel());
  }

  long parameter(int index) {
    return parameters.get(index).address();
  }

  /** Whether it has matrix products. */
  boolean multiplies() {
    return program.steps().stream().anyMatch(CudaStep.Product.class::isInstance);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (Resources closing = new Resources()) {
        closing.add(gpu::leave);
        var entered = gpu.enter();
        closing.add(entered::close);
        closing.add(holds::close);
      }
    }
  }
}
