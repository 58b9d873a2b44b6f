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
package io.sparkenergy.diagnostics.statistics;

import java.io.Serializable;
import java.util.List;

/**
 * Counts over bins of equal width; bin i covers from + i (to - from) / n up to the next.
 *
 * @param from where the first bin begins
 * @param to where the last bin ends
 * @param counts how many numbers each bin holds; no bins where there are no numbers
 * @param below how many numbers lie below the first bin
 * @param above how many lie above the last
 */
public record Histogram(double from, double to, List<Long> counts, long below, long above)
    implements Serializable {
  public Histogram {
    counts = List.copyOf(counts);
  }

  /** A histogram of no numbers. */
  public static Histogram empty() {
    return new Histogram(0, 0, List.of(), 0, 0);
  }
}
