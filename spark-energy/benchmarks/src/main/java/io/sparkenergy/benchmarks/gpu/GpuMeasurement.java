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
package io.sparkenergy.benchmarks.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A line of the table, and which goals it misses.
 *
 * @param kernelSeconds rows and results on the card
 * @param hostSeconds from the JVM's arrays and back
 * @param rates what the card can do
 * @param productRate multiplications and additions a second of a large product in these numbers
 */
record GpuMeasurement(
    GpuCell cell,
    double kernelSeconds,
    double hostSeconds,
    CardRates rates,
    double productRate,
    PeerTimes peers) {
  /** Of the rate at which the card copies, or at which bytes come to it and leave it. */
  private static final double LEAST_SHARE = 0.8;

  /** How many times faster than PyTorch without a compiler, entry by entry. */
  private static final double LEAST_OVER_EAGER = 3;

  static final String HEAD =
      """
| energy, score | d | numbers | kernels ms | of copy rate | of product rate | host to host ms \
| of in-and-out rate | eager analytic | eager autograd | compiled |
|---|---|---|---|---|---|---|---|---|---|---|\
""";

  double copyShare() {
    return cell.bytes() / kernelSeconds / rates.copyBytes();
  }

  double productShare() {
    return cell.flops() / kernelSeconds / productRate;
  }

  double hostShare() {
    return cell.bytes() / hostSeconds / rates.hostBytes();
  }

  static String label(GpuCell cell) {
    return "%s | %d | %s".formatted(cell.subject().symbol(), cell.d(), cell.numbers());
  }

  /** The line of the table. */
  String line() {
    StringBuilder line = new StringBuilder("| ").append(label(cell));
    line.append(number(" | %.3f", kernelSeconds * 1e3)).append(percent(copyShare()));
    line.append(cell.flops() == 0 ? " | –" : percent(productShare()));
    line.append(number(" | %.2f", hostSeconds * 1e3)).append(percent(hostShare()));
    for (String mode : PeerTimes.MODES) {
      OptionalDouble seconds = peers.seconds(cell, mode);
      line.append(
          seconds.isPresent() ? number(" | %.2f×", seconds.getAsDouble() / kernelSeconds) : " | –");
    }
    return line.append(" |").toString();
  }

  /** What falls short of its goal; a ratio to what was not measured does not. */
  List<String> missed() {
    List<String> missed = new ArrayList<>();
    if (cell.subject().isElementwise()) {
      atLeast(missed, "of the copy rate", copyShare(), LEAST_SHARE);
      atLeast(missed, "of the in-and-out rate, host to host", hostShare(), LEAST_SHARE);
      peers
          .best(cell, true)
          .ifPresent(
              eager ->
                  atLeast(missed, "times PyTorch, eager", eager / kernelSeconds, LEAST_OVER_EAGER));
    } else if (cell.subject().isProduct(cell.d())) {
      peers
          .best(cell, false)
          .ifPresent(best -> atLeast(missed, "times PyTorch's best", best / kernelSeconds, 1));
    }
    return missed;
  }

  private void atLeast(List<String> missed, String what, double found, double expected) {
    // NaN is no success either.
    if (!(found >= expected)) {
      missed.add(
          String.format(
              Locale.ROOT,
              "%s: %.2f %s, expected %.2f",
              label(cell).replace(" |", ","),
              found,
              what,
              expected));
    }
  }

  private static String percent(double share) {
    return number(" | %.0f %%", 100 * share);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
