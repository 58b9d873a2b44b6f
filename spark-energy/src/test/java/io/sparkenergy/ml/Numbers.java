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

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows as plain numbers, and what follows from them by plain formulas. */
final class Numbers {
  private Numbers() {}

  /** A column of arrays, row by row. */
  static double[][] doubles(Dataset<Row> df, String column) {
    return df.select(column).collectAsList().stream()
        .map(row -> row.<Double>getList(0).stream().mapToDouble(x -> x).toArray())
        .toArray(double[][]::new);
  }

  static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (row[i] - rows[0][i]) / rows.length;
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] += rows[0][i];
    }
    return mean;
  }

  /** Of maximum likelihood, over n. */
  static double[][] covariance(double[][] rows) {
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        mean[i] += (row[i] - rows[0][i]) / rows.length;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] +=
              (row[i] - rows[0][i] - mean[i]) * (row[j] - rows[0][j] - mean[j]) / rows.length;
        }
      }
    }
    return covariance;
  }
}
