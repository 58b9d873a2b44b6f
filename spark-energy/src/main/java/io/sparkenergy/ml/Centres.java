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

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * k-means over a sample, in units of each feature's standard deviation: where EM begins. Seeded by
 * k-means++ (Arthur and Vassilvitskii, SODA 2007); the best of a few attempts.
 */
final class Centres {
  private static final int ATTEMPTS = 4;
  private static final int ROUNDS = 20;

  private final double[][] rows;
  private final double[] weights;
  private final int[] nearest;
  private final double[] distances;

  private Centres(List<RowSample.Weighted> sample, double[] mean, double[] scale) {
    rows =
        sample.stream()
            .map(
                weighted -> {
                  double[] row = weighted.row().clone();
                  for (int j = 0; j < row.length; j++) {
                    row[j] = (row[j] - mean[j]) / scale[j];
                  }
                  return row;
                })
            .toArray(double[][]::new);
    weights = sample.stream().mapToDouble(RowSample.Weighted::weight).toArray();
    nearest = new int[rows.length];
    distances = new double[rows.length];
  }

  /**
   * k centres, different from one another.
   *
   * @param sample k different rows or more
   */
  static double[][] of(
      List<RowSample.Weighted> sample, double[] mean, double[] scale, int k, long seed) {
    Centres clustering = new Centres(sample, mean, scale);
    Random random = new Random(seed);
    double[][] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double[][] centres = clustering.spread(k, random);
      clustering.improve(centres);
      double spread = clustering.assign(centres);
      if (spread < least) {
        least = spread;
        best = centres;
      }
    }
    for (double[] centre : best) {
      for (int j = 0; j < centre.length; j++) {
        centre[j] = mean[j] + centre[j] * scale[j];
      }
    }
    return best;
  }

  /** Rows far from one another, each drawn by its squared distance from those before it. */
  private double[][] spread(int k, Random random) {
    double[][] centres = new double[k][];
    centres[0] = rows[drawn(weights, random)].clone();
    for (int c = 1; c < k; c++) {
      assign(Arrays.copyOf(centres, c));
      double[] chances = distances.clone();
      for (int i = 0; i < chances.length; i++) {
        chances[i] *= weights[i];
      }
      centres[c] = rows[drawn(chances, random)].clone();
    }
    return centres;
  }

  private static int drawn(double[] chances, Random random) {
    double place = random.nextDouble() * Arrays.stream(chances).sum();
    int last = 0;
    for (int i = 0; i < chances.length; i++) {
      if (chances[i] > 0) {
        last = i;
        place -= chances[i];
        if (place < 0) {
          break;
        }
      }
    }
    return last;
  }

  private void improve(double[][] centres) {
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double spread = assign(centres);
      if (!(spread < before)) {
        return;
      }
      before = spread;
      moveTo(centres);
    }
  }

  /** Moves each centre to the mean of its rows; one without rows stays. */
  private void moveTo(double[][] centres) {
    double[][] sums = new double[centres.length][centres[0].length];
    double[] total = new double[centres.length];
    for (int i = 0; i < rows.length; i++) {
      total[nearest[i]] += weights[i];
      for (int j = 0; j < rows[i].length; j++) {
        sums[nearest[i]][j] += weights[i] * rows[i][j];
      }
    }
    for (int c = 0; c < centres.length; c++) {
      for (int j = 0; j < centres[c].length && total[c] > 0; j++) {
        centres[c][j] = sums[c][j] / total[c];
      }
    }
  }

  /** Finds each row's nearest centre; gives the weighted sum of squared distances. */
  private double assign(double[][] centres) {
    double spread = 0;
    for (int i = 0; i < rows.length; i++) {
      distances[i] = Double.POSITIVE_INFINITY;
      for (int c = 0; c < centres.length; c++) {
        double distance = 0;
        for (int j = 0; j < rows[i].length && distance < distances[i]; j++) {
          double difference = rows[i][j] - centres[c][j];
          distance += difference * difference;
        }
        if (distance < distances[i]) {
          distances[i] = distance;
          nearest[i] = c;
        }
      }
      spread += weights[i] * distances[i];
    }
    return spread;
  }
}
