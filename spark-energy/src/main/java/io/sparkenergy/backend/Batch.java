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
package io.sparkenergy.backend;

import io.sparkenergy.energy.Quantity;
import java.util.Arrays;
import java.util.Set;

/**
 * Rows on their way in, and what was computed of them on its way out: plain arrays, allocated once
 * a task and used again for every batch. Vectors stand row after row. The arrays are longer than
 * their rows by {@link #slack}, so that a backend's loops need no special end.
 */
public final class Batch {
  private final int dimension;
  private final int maxRows;
  private final double[] features;
  private final double[] energies;
  private final double[] scores;

  public Batch(int dimension, int maxRows, Set<Quantity> quantities) {
    this.dimension = dimension;
    this.maxRows = maxRows;
    int slack = slack(dimension);
    this.features = new double[maxRows * dimension + slack];
    this.energies = new double[quantities.contains(Quantity.ENERGY) ? maxRows + slack : 0];
    this.scores = new double[quantities.contains(Quantity.SCORE) ? maxRows * dimension + slack : 0];
  }

  /** The numbers behind the last row that a backend's loops may read, and write in results. */
  public static int slack(int dimension) {
    return dimension + 64;
  }

  public int dimension() {
    return dimension;
  }

  public int maxRows() {
    return maxRows;
  }

  /** Where the rows are written: row i begins at {@code i * dimension()}. */
  public double[] features() {
    return features;
  }

  /** The energies of the last evaluation; of no length if they were not asked for. */
  public double[] energies() {
    return energies;
  }

  /** The scores of the last evaluation; of no length if they were not asked for. */
  public double[] scores() {
    return scores;
  }

  /** A copy of one row's score. */
  public double[] score(int row) {
    return Arrays.copyOfRange(scores, row * dimension, (row + 1) * dimension);
  }
}
