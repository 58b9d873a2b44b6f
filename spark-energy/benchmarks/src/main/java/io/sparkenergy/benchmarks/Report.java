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
package io.sparkenergy.benchmarks;

import java.util.Locale;

/** The results as Markdown: the variants, then the ratios. */
final class Report {
  private final Timings timings;

  Report(Timings timings) {
    this.timings = timings;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, "| variant | what | ns a row | least | most | over reading | over decoding |");
    line(text, "|---|---|--:|--:|--:|--:|--:|");
    for (Variant variant : timings.variants()) {
      String name = variant.name();
      line(
          text,
          "| %s | %s | %.0f | %.0f | %.0f | %.0f | %.0f |",
          name,
          variant.about(),
          timings.median(name),
          timings.least(name),
          timings.most(name),
          timings.over(Floor.READ, name),
          timings.over(Floor.DECODE, name));
    }
    line(text, "");
    line(text, "| ratio | goal | over reading | over decoding |");
    line(text, "|---|---|--:|--:|");
    for (Ratio ratio : Ratio.ALL) {
      String overReading = figure(ratio, Floor.READ);
      if (!overReading.isEmpty()) {
        line(
            text,
            "| %s | %s | %s | %s |",
            ratio.about(),
            ratio.goalText(),
            overReading,
            figure(ratio, Floor.DECODE));
      }
    }
    return text.toString();
  }

  /** Costs at or under the floor have no ratio, and are told as they are. */
  private String figure(Ratio ratio, Floor floor) {
    double cost = ratio.cost().of(timings, floor);
    double than = ratio.than().of(timings, floor);
    if (Double.isNaN(cost) || Double.isNaN(than)) {
      return "";
    }
    String parts = String.format(Locale.ROOT, "%.0f / %.0f", cost, than);
    if (than <= 0) {
      return parts + ", no ratio";
    }
    if (cost <= 0) {
      return parts + ", at the floor";
    }
    boolean met = ratio.of(timings, floor) <= ratio.goal();
    return String.format(Locale.ROOT, "%s = %.2f, %s", parts, cost / than, met ? "met" : "not met");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
