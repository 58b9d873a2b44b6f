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
package io.sparkenergy.diagnostics.report;

import io.sparkenergy.diagnostics.statistics.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A report as a DataFrame. {@code section} says what a row is: {@code check}, {@code warning}, the
 * numbers that it is a statistic of ({@code energy}, {@code score}, {@code score_norm}), or {@code
 * column}.
 */
final class ReportRows {
  private static final StructType NAMED =
      new StructType()
          .add("row", DataTypes.StringType, false)
          .add("features", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
          .add("energy", DataTypes.DoubleType, false)
          .add("score_norm", DataTypes.DoubleType, false)
          .add("detail", DataTypes.StringType, false);

  private static final StructType SCHEMA =
      new StructType()
          .add("section", DataTypes.StringType, false)
          .add("name", DataTypes.StringType, false)
          .add("verdict", DataTypes.StringType, true)
          .add("count", DataTypes.LongType, true)
          .add("figure", DataTypes.DoubleType, true)
          .add("bound", DataTypes.DoubleType, true)
          .add("detail", DataTypes.StringType, true)
          .add("rows", DataTypes.createArrayType(NAMED, false), true);

  private final List<Row> rows = new ArrayList<>();

  ReportRows checks(List<Check> checks) {
    for (Check check : checks) {
      add(
          "check",
          check.name(),
          check.verdict().symbol(),
          null,
          check.figure(),
          check.bound(),
          check.detail(),
          named(check.rows()));
    }
    return this;
  }

  ReportRows warnings(List<EnergyWarning> warnings) {
    for (EnergyWarning warning : warnings) {
      add(
          "warning",
          warning.kind().symbol(),
          null,
          warning.count(),
          warning.figure(),
          warning.threshold(),
          warning.detail(),
          named(warning.rows()));
    }
    return this;
  }

  ReportRows distribution(String section, Distribution numbers) {
    statistic(section, "count", (double) numbers.count());
    statistic(section, "nans", (double) numbers.nans());
    statistic(section, "positive_infinities", (double) numbers.positiveInfinities());
    statistic(section, "negative_infinities", (double) numbers.negativeInfinities());
    statistic(section, "mean", numbers.mean());
    statistic(section, "std", numbers.std());
    statistic(section, "min", numbers.min());
    numbers
        .quantiles()
        .forEach(quantile -> statistic(section, "q" + quantile.probability(), quantile.value()));
    statistic(section, "max", numbers.max());
    return this;
  }

  ReportRows columns(List<ColumnScale> scales) {
    for (ColumnScale scale : scales) {
      String detail =
          "mean %s, std %s, score rms %s".formatted(scale.mean(), scale.std(), scale.scoreRms());
      add("column", scale.column(), null, null, scale.ratio(), null, detail, null);
    }
    return this;
  }

  Dataset<Row> in(SparkSession spark) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  private void statistic(String section, String name, double value) {
    add(section, name, null, null, value, null, null, null);
  }

  private void add(Object... values) {
    rows.add(RowFactory.create(values));
  }

  private static List<Row> named(List<OffendingRow> offending) {
    return offending.stream()
        .map(
            row ->
                RowFactory.create(
                    row.row(), row.features(), row.energy(), row.scoreNorm(), row.detail()))
        .toList();
  }
}
