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

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Statistics as rows of a DataFrame. */
final class StatisticRow {
  private static final StructType SCHEMA =
      new StructType()
          .add("statistic", DataTypes.StringType, false)
          .add("value", DataTypes.DoubleType, false)
          .add("standard_error", DataTypes.DoubleType)
          .add("low", DataTypes.DoubleType)
          .add("high", DataTypes.DoubleType)
          .add("p_value", DataTypes.DoubleType);

  private StatisticRow() {}

  static Row of(String statistic, MeanEstimate mean) {
    return RowFactory.create(
        statistic, mean.mean(), mean.standardError(), mean.low(), mean.high(), null);
  }

  static Row of(String statistic, double value) {
    return RowFactory.create(statistic, value, null, null, null, null);
  }

  static Row tested(String statistic, double value, Double standardError, double pValue) {
    return RowFactory.create(statistic, value, standardError, null, null, pValue);
  }

  static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }
}
