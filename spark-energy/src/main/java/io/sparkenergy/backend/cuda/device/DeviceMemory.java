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

import org.bytedeco.cuda.global.cudart;

/** A piece of a GPU's memory. Its GPU must be entered to make and to close one. */
public final class DeviceMemory implements AutoCloseable {
  private final GpuContext gpu;
  private final long address;
  private final long bytes;
  private boolean freed;

  /**
   * Allocates.
   *
   * @throws OutOfDeviceMemory if there is not so much
   */
  DeviceMemory(GpuContext gpu, long bytes) {
    long[] at = new long[1];
    gpu.check(cudart.cuMemAlloc(at, Math.max(1, bytes)), "allocating device memory");
    this.gpu = gpu;
    this.address = at[0];
    this.bytes = bytes;
  }

  /** The address on the GPU. */
  public long address() {
    return address;
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!freed) {
      freed = true;
      gpu.check(cudart.cuMemFree(address), "freeing device memory");
    }
  }
}
