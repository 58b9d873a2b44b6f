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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows where an evaluation's time goes. */
@Command(
    name = "steps",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times the steps of the fused backend's plans, one by one.",
      "Writes peers-steps.md, anew."
    })
final class StepsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private Grid grid;

  @Override
  public Integer call() throws IOException {
    if (grid.subjects().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "No energy is named like --energy.");
    }
    StringBuilder text = new StringBuilder();
    text.append("In ns a row, with about 20 ns for the clock a step and tile.\n\n");
    text.append("| cell | step | ns a row | of all |\n|---|---|--:|--:|\n");
    for (Subject subject : grid.subjects()) {
      for (Precision precision : grid.precisions()) {
        for (Cell cell : grid.cells(subject, precision)) {
          append(cell, text);
        }
      }
    }
    ResultsFile.ofSteps(options.steps()).put("Steps", text.toString());
    spec.commandLine().getOut().println(options.steps());
    return 0;
  }

  private void append(Cell cell, StringBuilder text) {
    List<StepTime> times = StepTime.measured(cell, options.iterations());
    double all = times.stream().mapToDouble(StepTime::nanosPerRow).sum();
    for (StepTime time : times) {
      String line =
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | %.0f %% |",
              cell,
              time.step(),
              time.nanosPerRow(),
              100 * time.nanosPerRow() / all);
      text.append(line).append('\n');
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }
}
