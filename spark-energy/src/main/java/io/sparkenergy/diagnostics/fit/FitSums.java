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
package io.sparkenergy.diagnostics.fit;

import io.sparkenergy.numerics.Moments;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What partitions say of their rows. Moments stay apart until all are there, and are then merged in
 * the order of the partitions, so that no order of arrival changes a bit.
 */
final class FitSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SortedMap<Integer, Moments> moments = new TreeMap<>();
  private final RowSample sample;
  private long withoutFeatures;
  private long notFinite;

  FitSums(int sampleRows) {
    this.sample = new RowSample(sampleRows);
  }

  /** The moments of a partition, to add to. */
  Moments partition(int index) {
    return moments.computeIfAbsent(index, none -> new Moments());
  }

  RowSample sample() {
    return sample;
  }

  void countWithoutFeatures(int rows) {
    withoutFeatures += rows;
  }

  void countNotFinite() {
    notFinite++;
  }

  FitSums merge(FitSums other) {
    moments.putAll(other.moments);
    sample.merge(other.sample);
    withoutFeatures += other.withoutFeatures;
    notFinite += other.notFinite;
    return this;
  }

  Moments moments() {
    Moments all = new Moments();
    moments.values().forEach(all::merge);
    return all;
  }

  /** The rows that count, and those that do not. */
  RowCounts counts() {
    return new RowCounts(moments().count(), withoutFeatures, notFinite);
  }
}
