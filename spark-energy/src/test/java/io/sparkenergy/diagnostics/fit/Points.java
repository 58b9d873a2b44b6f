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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of features, as arrays for plain loops and as DataFrames. */
final class Points {
  private static final StructType SCHEMA =
      new StructType().add("x", DataTypes.createArrayType(DataTypes.DoubleType));

  private Points() {}

  static SparkSession spark() {
    return SparkSession.builder().getOrCreate();
  }

  /** Draws of N(mean, I). */
  static double[][] normal(int n, long seed, double... mean) {
    Random random = new Random(seed);
    double[][] rows = new double[n][mean.length];
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = mean[j] + random.nextGaussian();
      }
    }
    return rows;
  }

  static Dataset<Row> frame(double[][] rows, int partitions) {
    List<Row> list = new ArrayList<>();
    for (double[] row : rows) {
      list.add(RowFactory.create((Object) row.clone()));
    }
    return spark().createDataFrame(list, SCHEMA).repartition(partitions);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  static double standardError(double[] values) {
    double mean = mean(values);
    double sum = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(sum / (values.length - 1) / values.length);
  }
}
