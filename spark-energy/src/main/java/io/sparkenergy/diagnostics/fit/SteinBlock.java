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

import java.util.Arrays;

/**
 * A block of rows on its way into sums: the Stein kernel of all its pairs, and the same under the
 * random signs of the wild bootstrap, Σ wᵢ wⱼ h(xᵢ, xⱼ) (K. Chwialkowski, H. Strathmann and A.
 * Gretton, ICML 2016, for independent rows). Signs are drawn by bucket and block.
 */
final class SteinBlock {
  private final SteinKernel kernel;
  private final int size;
  private final long seed;
  private final double[] x;
  private final double[] s;
  private final double[][] signs;
  private final double[] signedRow;

  private SteinSums sums = new SteinSums(0, 0);
  private int rows;

  SteinBlock(SteinKernel kernel, int size, int bootstraps, long seed) {
    this.kernel = kernel;
    this.size = size;
    this.seed = seed;
    this.x = new double[size * kernel.dimension()];
    this.s = new double[size * kernel.dimension()];
    this.signs = new double[size][bootstraps];
    this.signedRow = new double[bootstraps];
  }

  /** Where blocks from now on are added. */
  void begin(SteinSums bucket) {
    sums = bucket;
  }

  /** Adds the row that stands at an offset. */
  void add(double[] features, double[] scores, int offset) {
    int d = kernel.dimension();
    System.arraycopy(features, offset, x, rows * d, d);
    System.arraycopy(scores, offset, s, rows * d, d);
    if (++rows == size) {
      finish();
    }
  }

  /** Adds the block to the sums, also if it is not full. One row alone has no pair. */
  void finish() {
    if (rows >= 2) {
      drawSigns();
      double sum = 0;
      for (int i = 1; i < rows; i++) {
        sum += row(i);
      }
      sums.addBlock(2 * sum, (double) rows * (rows - 1));
    }
    rows = 0;
  }

  /** The pairs of a row with those before it. */
  private double row(int i) {
    int d = kernel.dimension();
    double sum = 0;
    Arrays.fill(signedRow, 0);
    for (int j = 0; j < i; j++) {
      double h = kernel.of(x, s, i * d, j * d);
      sum += h;
      if (i % 2 == 1 && j == i - 1) {
        sums.addPair(h);
      }
      double[] other = signs[j];
      for (int r = 0; r < signedRow.length; r++) {
        signedRow[r] += h * other[r];
      }
    }
    double[] own = signs[i];
    double[] bootstrap = sums.bootstrap();
    for (int r = 0; r < signedRow.length; r++) {
      bootstrap[r] += 2 * own[r] * signedRow[r];
    }
    return sum;
  }

  private void drawSigns() {
    long block = RowHash.of(RowHash.of(seed, sums.bucket()), sums.blocks());
    for (int i = 0; i < rows; i++) {
      long row = RowHash.of(block, i);
      long bits = 0;
      for (int r = 0; r < signedRow.length; r++) {
        if (r % 64 == 0) {
          bits = RowHash.of(row, r);
        }
        signs[i][r] = ((bits >>> r) & 1) == 0 ? -1 : 1;
      }
    }
  }
}
