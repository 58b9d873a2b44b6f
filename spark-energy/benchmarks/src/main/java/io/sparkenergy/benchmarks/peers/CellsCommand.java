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

import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks and measures cells in this JVM. */
@Command(name = "cells", hidden = true, description = "Measures cells in this JVM.")
final class CellsCommand implements Callable<Integer> {
  /** What the JVM gets before its first cell counts, for its compilers. */
  private static final Iterations FIRST = new Iterations(2, 1, 500);

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private Grid grid;

  @Override
  public Integer call() throws IOException {
    for (Subject subject : grid.subjects()) {
      for (var precision : grid.precisions()) {
        measure(grid.cells(subject, precision));
      }
    }
    return 0;
  }

  private void measure(List<Cell> cells) throws IOException {
    Timings timings = Timings.read(options.timings());
    boolean first = true;
    for (Cell cell : cells) {
      Problem problem = Problems.of(cell.subject(), cell.d());
      PeerCheck check = new PeerCheck(cell, problem);
      Map<Contender, Double> nanosPerRow = new EnumMap<>(Contender.class);
      Map<Contender, Long> checked = new EnumMap<>(Contender.class);
      for (Contender contender : Contender.values()) {
        checked.put(contender, check.check(contender, problem, options.backend()));
      }
      for (Contender contender : Contender.values()) {
        Iterations iterations = options.iterations().adaptedTo(checked.get(contender));
        if (first) {
          FIRST.adaptedTo(checked.get(contender)).nanos(cell, contender, options.backend(), 1);
        }
        double nanos = iterations.nanos(cell, contender, options.backend(), 1);
        nanosPerRow.put(contender, nanos / cell.n());
      }
      first = false;
      timings.put(cell, nanosPerRow);
      say(cell, nanosPerRow);
    }
  }

  private void say(Cell cell, Map<Contender, Double> nanosPerRow) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-52s ours %10.2f  analytic %10.2f  autograd %10.2f  ns a row, %.2f%n",
        cell,
        nanosPerRow.get(Contender.OURS),
        nanosPerRow.get(Contender.ANALYTIC),
        nanosPerRow.get(Contender.AUTOGRAD),
        Verdict.of(cell, nanosPerRow).orElseThrow().ratio());
    out.flush();
  }
}
