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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The comparison as Markdown: the summary, then a table for each energy. */
final class PeerReport {
  private static final double ELEMENTWISE_GOAL = 2;
  private static final double MEAN_GOAL = 1.5;
  private static final double SHARE_GOAL = 0.75;

  private final List<Verdict> verdicts;
  private final Machine machine;
  private final StringBuilder text = new StringBuilder();

  PeerReport(Timings timings, Machine machine) {
    this.verdicts =
        timings.cells().entrySet().stream()
            .flatMap(entry -> Verdict.of(entry.getKey(), entry.getValue()).stream())
            .toList();
    this.machine = machine;
  }

  String markdown() {
    line("# Energies next to libtorch");
    line("");
    machine.facts().forEach(fact -> line("- %s", fact));
    line(
        "- measured peak of fused multiply-adds, one core: %.1f GFLOP/s float32, %.1f float64",
        machine.floatPeak() / 1e9, machine.doublePeak() / 1e9);
    line("");
    if (verdicts.isEmpty()) {
      line("Nothing was measured.");
      return text.toString();
    }
    summary();
    misses("Slower than libtorch", verdict -> verdict.ratio() < 1);
    misses(
        "Elementwise, d >= 8, less than 2 times as fast",
        verdict -> verdict.elementwise() && verdict.ratio() < ELEMENTWISE_GOAL);
    shares();
    for (Subject subject : Subject.values()) {
      table(subject);
    }
    return text.toString();
  }

  private void summary() {
    line("## Summary");
    line("");
    line("| | goal | found |");
    line("|---|---|--:|");
    line(
        "| geometric mean of libtorch's time over ours, %d cells | >= %.1f | %.2f |",
        verdicts.size(), MEAN_GOAL, mean(verdict -> true));
    for (Precision precision : Precision.values()) {
      for (Quantities quantities : Quantities.values()) {
        line(
            "| the same, %s, %s | | %.2f |",
            precision.symbol(),
            quantities.symbol(),
            mean(
                verdict ->
                    verdict.cell().precision() == precision
                        && verdict.cell().quantities() == quantities));
      }
    }
    line("| cells slower than libtorch | 0 | %d |", count(verdict -> verdict.ratio() < 1));
    line(
        "| elementwise cells, d >= 8, less than twice as fast, of %d | 0 | %d |",
        count(Verdict::elementwise),
        count(verdict -> verdict.elementwise() && verdict.ratio() < ELEMENTWISE_GOAL));
    line(
        "| matrix-bound cells under %.0f %% of the peak, of %d | 0 | %d |",
        100 * SHARE_GOAL,
        count(Verdict::matrixBound),
        count(verdict -> verdict.matrixBound() && share(verdict) < SHARE_GOAL));
    line("");
  }

  private void misses(String title, Predicate<Verdict> missed) {
    List<Verdict> missing = verdicts.stream().filter(missed).toList();
    if (!missing.isEmpty()) {
      line("%s:", title);
      line("");
      missing.forEach(
          verdict ->
              line(
                  "- %s: %s / %s, %.2f",
                  verdict.cell(), figure(verdict.ours()), figure(verdict.best()), verdict.ratio()));
      line("");
    }
  }

  private void shares() {
    List<Verdict> bound = verdicts.stream().filter(Verdict::matrixBound).toList();
    if (bound.isEmpty()) {
      return;
    }
    line("## Share of the peak");
    line("");
    line(
        "Multiplications and additions of the matrix products over the whole time: a lower bound.");
    line("");
    line("| cell | GFLOP/s | of the peak | libtorch's |");
    line("|---|--:|--:|--:|");
    for (Verdict verdict : bound) {
      line(
          "| %s | %.1f | %.0f %% | %.0f %% |",
          verdict.cell(),
          verdict.productFlops() / 1e9,
          100 * share(verdict),
          100 * share(verdict) / verdict.ratio());
    }
    line("");
  }

  private void table(Subject subject) {
    List<Verdict> own =
        verdicts.stream().filter(verdict -> verdict.cell().subject() == subject).toList();
    if (own.isEmpty()) {
      return;
    }
    line("## %s", subject.symbol());
    line("");
    line("Nanoseconds a row: ours / libtorch's best (how many times as fast); * by autograd.");
    line("");
    line(
        "| d | n | float32 energy | float32 energy+score | float64 energy | float64 energy+score"
            + " |");
    line("|--:|--:|--:|--:|--:|--:|");
    for (int d : numbers(own.stream().map(verdict -> verdict.cell().d()).toList())) {
      for (int n : numbers(own.stream().map(verdict -> verdict.cell().n()).toList())) {
        String columns =
            Arrays.stream(new Precision[] {Precision.FLOAT, Precision.DOUBLE})
                .flatMap(
                    precision ->
                        Arrays.stream(Quantities.values())
                            .map(quantities -> new Cell(subject, precision, d, n, quantities)))
                .map(cell -> outcome(own, cell))
                .collect(Collectors.joining(" | "));
        line("| %d | %d | %s |", d, n, columns);
      }
    }
    line("");
  }

  private static SortedSet<Integer> numbers(List<Integer> numbers) {
    return new TreeSet<>(numbers);
  }

  private static String outcome(List<Verdict> verdicts, Cell cell) {
    return verdicts.stream()
        .filter(verdict -> verdict.cell().equals(cell))
        .findFirst()
        .map(
            verdict ->
                String.format(
                    Locale.ROOT,
                    verdict.ratio() < 1 ? "%s / %s%s (**%.2f**)" : "%s / %s%s (%.2f)",
                    figure(verdict.ours()),
                    figure(verdict.best()),
                    verdict.by() == Contender.AUTOGRAD ? "*" : "",
                    verdict.ratio()))
        .orElse("");
  }

  private static String figure(double nanos) {
    return String.format(Locale.ROOT, nanos < 10 ? "%.2f" : nanos < 100 ? "%.1f" : "%.0f", nanos);
  }

  private double share(Verdict verdict) {
    return verdict.productFlops() / machine.peak(verdict.cell().precision());
  }

  private double mean(Predicate<Verdict> which) {
    return Math.exp(
        verdicts.stream()
            .filter(which)
            .mapToDouble(verdict -> Math.log(verdict.ratio()))
            .average()
            .orElse(Double.NaN));
  }

  private long count(Predicate<Verdict> which) {
    return verdicts.stream().filter(which).count();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
