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
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures what a task pays before its batches run at full speed. */
@Command(
    name = "first-batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures opening an evaluator and its first batch against a batch of the steady state:",
      "for an energy that this JVM has run, and for another one of the same type."
    })
final class FirstBatchCommand implements Callable<Integer> {
  private static final double GOAL_MILLIS = 20;
  private static final int ROWS = 1024;
  private static final int DIMENSION = 32;
  private static final int REPEATS = 5;
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        "Opening an evaluator and its first batch, less a batch of the steady state, in ms;\n"
            + "n = 1024, d = 32, float64, energy and score; goal: under 20 ms, also for an energy\n"
            + "that the JVM has not run, of a type that it has. Median and most of 5.\n\n"
            + "| energy | steady batch | known energy | most | new energy | most | |\n"
            + "|---|--:|--:|--:|--:|--:|---|\n");
    for (Subject subject : Subject.values()) {
      String line = line(subject);
      text.append(line).append('\n');
      spec.commandLine().getOut().println(line);
    }
    ResultsFile.ofTasks(options.tasks()).put("First batch", text.toString());
    return 0;
  }

  private String line(Subject subject) {
    Cell cell = new Cell(subject, Precision.DOUBLE, DIMENSION, ROWS, Quantities.ENERGY_AND_SCORE);
    Problem known = subject.problem(DIMENSION, Problems.SEED);
    double steady = steadyMillis(cell, known);
    double[] again = new double[REPEATS];
    double[] other = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      again[i] = firstMillis(cell, known) - steady;
      other[i] = firstMillis(cell, subject.problem(DIMENSION, Problems.SEED + 1 + i)) - steady;
    }
    Arrays.sort(again);
    Arrays.sort(other);
    boolean met = again[REPEATS / 2] < GOAL_MILLIS && other[REPEATS / 2] < GOAL_MILLIS;
    return String.format(
        Locale.ROOT,
        "| %s | %.3f | %.2f | %.2f | %.2f | %.2f | %s |",
        subject.symbol(),
        steady,
        again[REPEATS / 2],
        again[REPEATS - 1],
        other[REPEATS / 2],
        other[REPEATS - 1],
        met ? "met" : "not met");
  }

  private double steadyMillis(Cell cell, Problem problem) {
    try (Evaluation evaluation = Contender.OURS.open(cell, problem, options.backend())) {
      long end = System.nanoTime() + WARM_NANOS;
      double best = Double.POSITIVE_INFINITY;
      while (System.nanoTime() < end) {
        best = Math.min(best, millis(evaluation));
      }
      return best;
    }
  }

  private double firstMillis(Cell cell, Problem problem) {
    long start = System.nanoTime();
    try (Evaluation evaluation = Contender.OURS.open(cell, problem, options.backend())) {
      evaluation.evaluate();
      return 1e-6 * (System.nanoTime() - start);
    }
  }

  private static double millis(Evaluation evaluation) {
    long start = System.nanoTime();
    evaluation.evaluate();
    return 1e-6 * (System.nanoTime() - start);
  }
}
