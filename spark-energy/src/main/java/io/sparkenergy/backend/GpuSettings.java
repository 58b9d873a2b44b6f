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
package io.sparkenergy.backend;

import java.io.Serializable;
import java.util.List;

/**
 * How tasks use GPUs.
 *
 * @param tf32 whether matrix products of float32 numbers may round them to TF32's ten bits
 * @param concurrentTasks the tasks of an executor that may compute on one GPU at once
 * @param maxBytes the most bytes, on the device and pinned, that a task holds for the rows of one
 *     model
 * @param cacheFolder where compiled kernels are kept; empty for in memory only
 * @param addresses the GPUs that Spark gave the task; none where it gives none
 */
public record GpuSettings(
    boolean tf32, int concurrentTasks, long maxBytes, String cacheFolder, List<String> addresses)
    implements Serializable {
  /** What holds where nothing is set. */
  public static final GpuSettings DEFAULT = new GpuSettings(false, 2, 256L << 20, "", List.of());

  public GpuSettings {
    addresses = List.copyOf(addresses);
  }

  /** As these, for a task with GPUs at these addresses. */
  public GpuSettings at(List<String> found) {
    return new GpuSettings(tf32, concurrentTasks, maxBytes, cacheFolder, found);
  }
}
