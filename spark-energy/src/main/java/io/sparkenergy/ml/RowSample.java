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
package io.sparkenergy.ml;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The different rows of smallest hash, with all their weight: a sample that depends on the rows and
 * a seed alone, not on how they are ordered or partitioned (bottom-k sampling: Cohen and Kaplan,
 * PODC 2007).
 */
final class RowSample implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A row and the weight of all rows equal to it. */
  static final class Weighted implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] row;
    private final double weight;

    Weighted(double[] row, double weight) {
      this.row = row;
      this.weight = weight;
    }

    /** The row; not a copy. */
    double[] row() {
      return row;
    }

    double weight() {
      return weight;
    }
  }

  private static final int MOST_ROWS = 10_000;

  /** 32 MiB. */
  private static final int MOST_NUMBERS = 1 << 22;

  private final int least;
  private final long seed;
  private final TreeMap<Long, Weighted> rows = new TreeMap<>();

  /**
   * Of no rows yet.
   *
   * @param least the rows that are kept even if they are very long
   */
  RowSample(int least, long seed) {
    this.least = least;
    this.seed = seed;
  }

  /** The rows in the order of their hashes. */
  List<Weighted> rows() {
    return new ArrayList<>(rows.values());
  }

  void add(double[] values, int offset, int d, double weight) {
    long hash = mixed(seed);
    for (int j = 0; j < d; j++) {
      // -0 and 0 are one number.
      hash = mixed(hash ^ Double.doubleToLongBits(values[offset + j] + 0.0));
    }
    if (rows.size() >= most(d) && hash > rows.lastKey()) {
      return;
    }
    double[] row = new double[d];
    System.arraycopy(values, offset, row, 0, d);
    put(hash, new Weighted(row, weight));
  }

  RowSample merge(RowSample other) {
    other.rows.forEach(this::put);
    return this;
  }

  private void put(long hash, Weighted row) {
    rows.merge(hash, row, (known, more) -> new Weighted(known.row, known.weight + more.weight));
    if (rows.size() > most(row.row.length)) {
      rows.pollLastEntry();
    }
  }

  private int most(int d) {
    return Math.max(least, Math.min(MOST_ROWS, MOST_NUMBERS / Math.max(1, d)));
  }

  /** The finaliser of SplitMix64. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
