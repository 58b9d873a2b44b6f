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

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How long a cell is measured; each iteration has at least one evaluation.
 *
 * @param warmUps iterations that do not count
 * @param measured iterations that count
 * @param millis of one iteration
 */
record Iterations(int warmUps, int measured, int millis) {
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long VERY_LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Fewer where an evaluation alone takes long: noise is short, beside it. */
  Iterations adaptedTo(long nanos) {
    if (nanos < LONG_NANOS) {
      return this;
    }
    int most = nanos < VERY_LONG_NANOS ? 2 : 1;
    return new Iterations(Math.min(1, warmUps), Math.min(most, measured), millis);
  }

  /**
   * Measures in this JVM.
   *
   * @param threads that evaluate at the same time, each on its own
   * @return the median over the iterations of an evaluation's nanoseconds
   */
  double nanos(Cell cell, Contender contender, String backend, int threads) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + CellBenchmark.class.getName() + "\\.")
        .forks(0)
        .threads(threads)
        .warmupIterations(warmUps)
        .warmupTime(TimeValue.milliseconds(millis))
        .measurementIterations(measured)
        .measurementTime(TimeValue.milliseconds(millis))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .param("subject", cell.subject().name())
        .param("precision", cell.precision().name())
        .param("d", Integer.toString(cell.d()))
        .param("n", Integer.toString(cell.n()))
        .param("quantities", cell.quantities().name())
        .param("contender", contender.name())
        .param("backend", backend);
    try {
      RunResult result = new Runner(options.build()).runSingle();
      double[] scores =
          result.getAggregatedResult().getIterationResults().stream()
              .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
              .sorted()
              .toArray();
      int half = scores.length / 2;
      return scores.length % 2 == 1
          ? scores[half]
          : Arrays.stream(scores, half - 1, half + 1).average().orElseThrow();
    } catch (RunnerException e) {
      throw new IllegalStateException(cell + ", " + contender.symbol(), e);
    }
  }
}
