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

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.global.cudart;

/** A mark in a stream, with the time at which the GPU came by. Its GPU must be entered. */
public final class GpuEvent implements AutoCloseable {
  private final GpuContext gpu;
  private final CUevent_st event = new CUevent_st();
  private boolean closed;

  GpuEvent(GpuContext gpu) {
    this.gpu = gpu;
    gpu.check(cudart.cuEventCreate(event, cudart.CU_EVENT_DEFAULT), "creating an event");
  }

  /** Puts the mark behind all that the stream has been given. */
  public void record(GpuStream stream) {
    gpu.check(cudart.cuEventRecord(event, stream.handle()), "recording an event");
  }

  /** The milliseconds of the GPU's clock since another event, once both have come by. */
  public float millisecondsSince(GpuEvent start) {
    gpu.check(cudart.cuEventSynchronize(event), "waiting for an event");
    float[] milliseconds = new float[1];
    gpu.check(cudart.cuEventElapsedTime(milliseconds, start.event, event), "timing between events");
    return milliseconds[0];
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      gpu.check(cudart.cuEventDestroy(event), "closing an event");
    }
  }
}
