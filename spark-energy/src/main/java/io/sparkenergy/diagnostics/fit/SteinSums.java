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

/** What the blocks of a bucket come to. */
final class SteinSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int bucket;
  private final Moments pairs = new Moments();

  /** A block's sum of h over ordered pairs, and how many those are. */
  private final Moments blocks = new Moments();

  private final double[] bootstrap;

  SteinSums(int bucket, int bootstraps) {
    this.bucket = bucket;
    this.bootstrap = new double[bootstraps];
  }

  int bucket() {
    return bucket;
  }

  Moments pairs() {
    return pairs;
  }

  long blocks() {
    return blocks.count();
  }

  void addPair(double h) {
    pairs.add(new double[] {h});
  }

  void addBlock(double sum, double orderedPairs) {
    blocks.add(new double[] {sum, orderedPairs});
  }

  /** The sums under each bootstrap's signs, to add to. */
  double[] bootstrap() {
    return bootstrap;
  }

  void merge(SteinSums other) {
    pairs.merge(other.pairs);
    blocks.merge(other.blocks);
    for (int r = 0; r < bootstrap.length; r++) {
      bootstrap[r] += other.bootstrap[r];
    }
  }

  /**
   * The pooled U-statistic Σ sum / Σ pairs. Its standard error is that of a ratio over the blocks;
   * its p-value counts the bootstraps that reach it, itself among them.
   */
  SteinEstimate block() {
    if (blocks.count() == 0) {
      return new SteinEstimate(Double.NaN, Double.NaN, Double.NaN, "wild bootstrap");
    }
    double[] mean = blocks.mean();
    double ratio = mean[0] / mean[1];
    double error = Double.NaN;
    if (blocks.count() > 1) {
      double[][] c = blocks.covariance();
      double spread = c[0][0] - 2 * ratio * c[0][1] + ratio * ratio * c[1][1];
      error = Math.sqrt(Math.max(0, spread) / blocks.count()) / mean[1];
    }
    double sum = mean[0] * blocks.count();
    int reached = 1;
    for (double replicate : bootstrap) {
      if (replicate >= sum) {
        reached++;
      }
    }
    double p = reached / (bootstrap.length + 1.0);
    return new SteinEstimate(ratio, error, p, "wild bootstrap");
  }
}
