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
package io.sparkenergy.benchmarks.peers;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Evaluates until the JIT has nothing to do any more. Our loops are generated for an energy and
 * have to be compiled for each form of it, where the peer's library is compiled already; what that
 * takes is a measurement of its own.
 */
final class WarmUp {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final int MOST_WINDOWS = 10;
  private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

  private WarmUp() {}

  /** Warms a form up, once in this JVM. */
  static void run(String form, Evaluation evaluation) {
    if (!WARM.add(form)) {
      return;
    }
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long best = Long.MAX_VALUE;
    long compiled = -1;
    for (int window = 0; window < MOST_WINDOWS; window++) {
      long before = best;
      long end = System.nanoTime() + WINDOW_NANOS;
      do {
        long start = System.nanoTime();
        evaluation.evaluate();
        best = Math.min(best, System.nanoTime() - start);
      } while (System.nanoTime() < end);
      boolean quiet = compiled == compiler.getTotalCompilationTime();
      compiled = compiler.getTotalCompilationTime();
      if (quiet && best > before - before / 10) {
        return;
      }
    }
  }
}
