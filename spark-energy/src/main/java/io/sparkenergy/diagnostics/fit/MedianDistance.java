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

import io.sparkenergy.error.EnergyException;
import java.util.Arrays;
import java.util.List;

/** The median heuristic: the median of the distances between sampled rows that differ. */
final class MedianDistance {
  private MedianDistance() {}

  /**
   * The median distance.
   *
   * @throws EnergyException if all rows are equal
   */
  static double of(List<double[]> rows) {
    double[] distances = new double[rows.size() * (rows.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        double distance = distance(rows.get(i), rows.get(j));
        if (distance > 0) {
          distances[count++] = distance;
        }
      }
    }
    if (count == 0) {
      throw EnergyException.invalidParameter(
          "bandwidth", rows.size() + " sampled rows that are all equal", "a bandwidth");
    }
    Arrays.sort(distances, 0, count);
    return count % 2 == 1
        ? distances[count / 2]
        : (distances[count / 2 - 1] + distances[count / 2]) / 2;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
