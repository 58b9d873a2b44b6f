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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Streams ever more rows through an evaluator, and looks at the memory. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Streams 10^4 to 10^8 rows through one evaluator each and reads the memory after.")
final class MemoryCommand implements Callable<Integer> {
  private static final int BATCH = 1024;
  private static final int MIB = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("gaussian d = 32, energy and score, float64, batches of 1024 rows.\n\n");
    text.append("| rows | heap after GC, MiB | resident, MiB |\n|--:|--:|--:|\n");
    Cell cell =
        new Cell(Subject.GAUSSIAN, Precision.DOUBLE, 32, BATCH, Quantities.ENERGY_AND_SCORE);
    Problem problem = Problems.of(cell.subject(), cell.d());
    stream(cell, problem, 1_000_000);
    for (long rows = 10_000; rows <= 100_000_000; rows *= 10) {
      stream(cell, problem, rows);
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      String line =
          String.format(Locale.ROOT, "| %d | %d | %d |", rows, heap / MIB, resident() / MIB);
      text.append(line).append('\n');
      spec.commandLine().getOut().println(line);
    }
    ResultsFile.ofTasks(options.tasks()).put("Memory", text.toString());
    return 0;
  }

  private void stream(Cell cell, Problem problem, long rows) {
    Evaluation evaluation = Contender.OURS.open(cell, problem, options.backend());
    for (long done = 0; done < rows; done += BATCH) {
      evaluation.evaluate();
    }
    evaluation.close();
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
