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

import io.sparkenergy.backend.Precision;
import io.sparkenergy.benchmarks.ResultsFile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures batches of one row. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures batches of one row, energy and score, d = 2 and 32.")
final class LatencyCommand implements Callable<Integer> {
  private static final double GOAL_MICROS = 5;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("Energy and score of a batch of one row, float64; goal: under 5 µs.\n\n");
    text.append("| energy | d | ours, µs | libtorch, µs | |\n|---|--:|--:|--:|---|\n");
    for (Subject subject : Subject.values()) {
      for (int d : List.of(2, 32)) {
        Cell cell = new Cell(subject, Precision.DOUBLE, d, 1, Quantities.ENERGY_AND_SCORE);
        double ours = micros(cell, Contender.OURS);
        String line =
            String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %s |",
                subject.symbol(),
                d,
                ours,
                micros(cell, Contender.ANALYTIC),
                ours < GOAL_MICROS ? "met" : "not met");
        text.append(line).append('\n');
        spec.commandLine().getOut().println(line);
      }
    }
    ResultsFile.ofTasks(options.tasks()).put("One row", text.toString());
    return 0;
  }

  private double micros(Cell cell, Contender contender) {
    return 1e-3 * options.iterations().nanos(cell, contender, options.backend(), 1);
  }
}
