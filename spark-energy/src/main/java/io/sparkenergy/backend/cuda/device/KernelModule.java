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

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;

/** Compiled kernels, loaded on a GPU, which must be entered to make and to close it. */
final class KernelModule implements AutoCloseable {
  private final GpuContext gpu;
  private final CUmod_st module = new CUmod_st();
  private final Map<String, CUfunc_st> kernels = new HashMap<>();

  KernelModule(GpuContext gpu, byte[] image) {
    this.gpu = gpu;
    try (BytePointer bytes = new BytePointer(image)) {
      gpu.check(cudart.cuModuleLoadData(module, bytes), "loading kernels");
    }
  }

  synchronized CUfunc_st kernel(String name) {
    return kernels.computeIfAbsent(name, this::find);
  }

  private CUfunc_st find(String name) {
    CUfunc_st kernel = new CUfunc_st();
    gpu.check(cudart.cuModuleGetFunction(kernel, module, name), "finding kernel " + name);
    return kernel;
  }

  @Override
  public void close() {
    gpu.check(cudart.cuModuleUnload(module), "unloading kernels");
  }
}
