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
package io.sparkenergy.backend.cpu;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JVM's module for SIMD registers, which a JVM has only if it is started with it. */
final class VectorApi {
  private static final Logger LOG = LoggerFactory.getLogger(VectorApi.class);
  private static final String MODULE = "jdk.incubator.vector";
  private static final boolean THERE = ModuleLayer.boot().findModule(MODULE).isPresent();

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private VectorApi() {}

  static boolean isThere() {
    return THERE;
  }

  /** Says in the log, once, how to have the module where it is missing. */
  static void adviseIfMissing() {
    if (!THERE && SAID.compareAndSet(false, true)) {
      LOG.warn(
          "Backend cpu runs without SIMD registers and several times slower: start driver and"
              + " executors with --add-modules={}",
          MODULE);
    }
  }
}
