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
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory of the host that the system may not move, from and to which a GPU copies by itself. Its
 * GPU must be entered to make and to close one.
 */
public final class PinnedMemory implements AutoCloseable {
  private final GpuContext gpu;
  private final BytePointer start = new BytePointer();
  private final long bytes;
  private boolean freed;

  /**
   * Allocates.
   *
   * @throws OutOfDeviceMemory if there is not so much
   */
  PinnedMemory(GpuContext gpu, long bytes) {
    this.gpu = gpu;
    this.bytes = bytes;
    gpu.check(
        cudart.cuMemHostAlloc(start, Math.max(1, bytes), cudart.CU_MEMHOSTALLOC_PORTABLE),
        "allocating pinned memory");
  }

  /** Where it begins; must not be deallocated. */
  public BytePointer start() {
    return start;
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!freed) {
      freed = true;
      gpu.check(cudart.cuMemFreeHost(start), "freeing pinned memory");
    }
  }
}
