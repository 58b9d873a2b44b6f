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

/** Measures one thread, and two at the same time. */
@Command(
    name = "scaling",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures one thread and two at the same time, each with its own evaluator.")
final class ScalingCommand implements Callable<Integer> {
  private static final double GOAL = 1.8;
  private static final int ROWS = 8192;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("Energy and score, n = 8192; goal: two threads do 1.8 times the rows of one.\n\n");
    text.append("| energy | d | numbers | one thread, rows/s | two, rows/s | ratio | |\n");
    text.append("|---|--:|---|--:|--:|--:|---|\n");
    for (Precision precision : List.of(Precision.FLOAT, Precision.DOUBLE)) {
      for (Cell cell :
          List.of(
              cell(Subject.GAUSSIAN, precision, 128),
              cell(Subject.MLP_2X128, precision, 32),
              cell(Subject.ACKLEY, precision, 32))) {
        double one = 1e9 * ROWS / nanos(cell, 1);
        double two = 2e9 * ROWS / nanos(cell, 2);
        String line =
            String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.3g | %.3g | %.2f | %s |",
                cell.subject().symbol(),
                cell.d(),
                precision.symbol(),
                one,
                two,
                two / one,
                two / one >= GOAL ? "met" : "not met");
        text.append(line).append('\n');
        spec.commandLine().getOut().println(line);
      }
    }
    ResultsFile.ofTasks(options.tasks()).put("Two threads", text.toString());
    return 0;
  }

  private static Cell cell(Subject subject, Precision precision, int d) {
    return new Cell(subject, precision, d, ROWS, Quantities.ENERGY_AND_SCORE);
  }

  private double nanos(Cell cell, int threads) {
    return options.iterations().nanos(cell, Contender.OURS, options.backend(), threads);
  }
}
