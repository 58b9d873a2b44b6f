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

import io.sparkenergy.backend.cuda.device.GpuContext;
import io.sparkenergy.backend.cuda.device.GpuEvent;
import io.sparkenergy.backend.cuda.device.GpuStream;
import io.sparkenergy.backend.cuda.device.Resources;
import java.util.Arrays;

/** Medians, after some runs that do not count. */
final class GpuTimer {
  private static final int WARM_UP = 3;

  private GpuTimer() {}

  /** By the GPU's own clock, of what is given to a stream. Its GPU must be entered. */
  static double seconds(GpuContext gpu, GpuStream stream, int times, Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    stream.await();
    double[] seconds = new double[times];
    try (Resources resources = new Resources()) {
      GpuEvent start = gpu.event();
      resources.add(start::close);
      GpuEvent end = gpu.event();
      resources.add(end::close);
      for (int i = 0; i < times; i++) {
        start.record(stream);
        work.run();
        end.record(stream);
        seconds[i] = end.millisecondsSince(start) / 1e3;
      }
    }
    return median(seconds);
  }

  /** By the wall's clock. */
  static double wallSeconds(int times, Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    double[] seconds = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return median(seconds);
  }

  private static double median(double[] seconds) {
    Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }
}
