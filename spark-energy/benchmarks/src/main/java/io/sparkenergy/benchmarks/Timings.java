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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Wall times, in nanoseconds a row. */
final class Timings {
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Map<String, List<Double>> perRow = new LinkedHashMap<>();

  void add(Variant variant, double nanosPerRow) {
    variants.put(variant.name(), variant);
    perRow.computeIfAbsent(variant.name(), name -> new ArrayList<>()).add(nanosPerRow);
  }

  Iterable<Variant> variants() {
    return variants.values();
  }

  /** NaN for a variant that was not run; so are all figures made of it. */
  double median(String variant) {
    double[] sorted = sorted(variant);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  double least(String variant) {
    double[] sorted = sorted(variant);
    return sorted.length == 0 ? Double.NaN : sorted[0];
  }

  double most(String variant) {
    double[] sorted = sorted(variant);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }

  /** What a variant takes beyond the floor of the table that it reads. */
  double over(Floor floor, String name) {
    Variant variant = variants.get(name);
    return variant == null ? Double.NaN : median(name) - median(floor.variant(variant.source()));
  }

  private double[] sorted(String variant) {
    double[] sorted =
        perRow.getOrDefault(variant, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
