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

import io.sparkenergy.sql.SampleBlock;

/**
 * The E-step of a partition: how much each component answers for each row, through log-sum-exp, so
 * that rows far from all components count for the nearest and not for none.
 */
final class Expectation {
  /** The rows that are computed at once, entry by entry: a vector of numbers in L1. */
  private static final int TILE = 128;

  private final Mixture mixture;
  private final boolean hard;
  private final ComponentSums sums;

  private final double[] columns;
  private final double[][] densities;
  private final double[] scratch;
  private final double[] delta;

  /**
   * Of no rows yet.
   *
   * @param hard whether each row counts for its likeliest component alone
   */
  Expectation(Mixture mixture, int d, CovarianceType type, boolean hard) {
    this.mixture = mixture;
    this.hard = hard;
    sums = new ComponentSums(mixture.size(), d, type);
    columns = new double[d * TILE];
    densities = new double[mixture.size()][TILE];
    scratch = new double[(d + 1) * TILE];
    delta = new double[d];
  }

  ComponentSums sums() {
    return sums;
  }

  void add(SampleBlock block) {
    for (int from = 0; from < block.count(); from += TILE) {
      tile(block, from, Math.min(TILE, block.count() - from));
    }
  }

  private void tile(SampleBlock block, int from, int rows) {
    int d = block.dimension();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < d; j++) {
        columns[j * TILE + r] = block.rows()[(from + r) * d + j];
      }
    }
    for (int k = 0; k < mixture.size(); k++) {
      double logWeight = Math.log(mixture.weight(k));
      mixture.component(k).logDensities(columns, TILE, rows, logWeight, densities[k], scratch);
    }
    double logLikelihood = 0;
    for (int r = 0; r < rows; r++) {
      double weight = block.weights()[from + r];
      logLikelihood += weight * share(r, weight);
    }
    sums.addLogLikelihood(logLikelihood);
    for (int k = 0; k < mixture.size(); k++) {
      add(k, block, from, rows);
    }
  }

  /** Turns a row's log-densities into shares of its weight; gives its log p(x). */
  private double share(int row, double weight) {
    int likeliest = 0;
    for (int k = 1; k < densities.length; k++) {
      likeliest = densities[k][row] > densities[likeliest][row] ? k : likeliest;
    }
    double most = densities[likeliest][row];
    double sum = 0;
    for (int k = 0; k < densities.length; k++) {
      double share = hard ? (k == likeliest ? 1 : 0) : Math.exp(densities[k][row] - most);
      densities[k][row] = share;
      sum += share;
    }
    for (double[] shares : densities) {
      shares[row] *= weight / sum;
    }
    return most + Math.log(sum);
  }

  private void add(int k, SampleBlock block, int from, int rows) {
    double[] mean = mixture.component(k).mean();
    int d = block.dimension();
    for (int r = 0; r < rows; r++) {
      double c = densities[k][r];
      if (c > 0) {
        for (int j = 0; j < d; j++) {
          delta[j] = block.rows()[(from + r) * d + j] - mean[j];
        }
        sums.add(k, c, delta);
      }
    }
  }
}
