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
package io.sparkenergy.benchmarks.peers.torch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** libtorch, held to one thread, as the contenders that it is compared with. */
public final class Torch {
  private static boolean started;

  private Torch() {}

  /** Starts libtorch if it is not started. */
  public static synchronized void start() {
    if (started) {
      return;
    }
    // First, for libtorch is linked to it without saying from where.
    Loader.load(openblas.class);
    openblas.blas_set_num_threads(1);
    torch.set_num_interop_threads(1);
    started = true;
    startThread();
  }

  /** The number of threads is each calling thread's own setting. */
  static void startThread() {
    torch.set_num_threads(1);
  }

  /** Version and processor features, as libtorch tells them. */
  public static String description() {
    start();
    String config = torch.show_config().getString();
    String version = config.replaceFirst("(?s).*TORCH_VERSION=([^,]*),.*", "$1");
    return "libtorch " + version + ", " + torch.get_cpu_capability().getString();
  }
}
