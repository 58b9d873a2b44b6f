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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures cells, a JVM for each energy and precision, and writes the report. */
@Command(
    name = "grid",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares energies with libtorch's, cell by cell.",
      "Cells that are measured replace those of earlier runs in peers.csv; peers.md is written"
          + " anew."
    })
final class GridCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private Grid grid;

  @Option(names = "--report-only", description = "Writes peers.md from peers.csv and stops.")
  private boolean reportOnly;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!reportOnly) {
      if (grid.subjects().isEmpty()) {
        throw new ParameterException(spec.commandLine(), "No energy is named like --energy.");
      }
      Machine.measured(options.backend()).write(options.machine());
      for (Subject subject : grid.subjects()) {
        for (Precision precision : grid.precisions()) {
          int status = start(subject, precision);
          if (status != 0) {
            return status;
          }
        }
      }
    }
    String report =
        new PeerReport(Timings.read(options.timings()), Machine.read(options.machine())).markdown();
    Files.writeString(options.report(), report);
    spec.commandLine().getOut().println(options.report());
    return 0;
  }

  private int start(Subject subject, Precision precision) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Peers.class.getName());
    command.add("cells");
    command.addAll(options.arguments());
    command.addAll(grid.arguments(subject, precision));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
