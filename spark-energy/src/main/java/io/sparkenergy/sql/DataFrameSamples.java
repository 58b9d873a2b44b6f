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
package io.sparkenergy.sql;

import io.sparkenergy.energy.Samples;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.numerics.Moments;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The feature vectors of a DataFrame as samples, read once, in parallel. */
public final class DataFrameSamples implements Samples {
  private final Dataset<Row> df;
  private final List<String> columns;

  private DataFrameSamples(Dataset<Row> df, List<String> columns) {
    this.df = df;
    this.columns = columns;
  }

  /** The vectors of one column, or of several numeric columns side by side. */
  public static DataFrameSamples of(Dataset<Row> df, List<String> columns) {
    return new DataFrameSamples(df, List.copyOf(columns));
  }

  /**
   * Count, mean and co-moment, merged from partition to partition.
   *
   * @throws EnergyException if a column cannot hold features; and, when it runs, if a row has no
   *     features, holds NaN, infinity or a null, or differs in length from another
   */
  @Override
  public Moments moments() {
    FeatureReaders.of(df.schema(), columns);
    Column[] selected =
        columns.stream().map(name -> df.col("`" + name + "`")).toArray(Column[]::new);
    Dataset<Row> features = df.select(selected);
    FeatureReader reader = FeatureReaders.of(features.schema(), columns);
    String source = description();
    return features
        .toJavaRDD()
        .treeAggregate(
            new Moments(),
            (moments, row) -> add(moments, row, reader, source),
            (left, right) -> merge(left, right, source));
  }

  @Override
  public String description() {
    return "column " + String.join(", ", columns);
  }

  private static Moments add(Moments moments, Row row, FeatureReader reader, String source) {
    if (reader.isNull(row)) {
      throw refused(source, "a row without features", "features in every row; see df.na().drop()");
    }
    double[] values = new double[reader.dimension(row)];
    requireLength(moments, values.length, source);
    reader.read(row, values, 0);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw refused(source, values[i] + " in feature " + i, "finite numbers");
      }
    }
    moments.add(values);
    return moments;
  }

  private static Moments merge(Moments left, Moments right, String source) {
    if (right.count() > 0) {
      requireLength(left, right.dimension(), source);
    }
    return left.merge(right);
  }

  private static void requireLength(Moments moments, int found, String source) {
    if (moments.count() > 0 && found != moments.dimension()) {
      throw refused(source, found + " elements", moments.dimension() + " as in other rows");
    }
  }

  private static EnergyException refused(String source, String found, String expected) {
    return EnergyException.of(
        ErrorCondition.SAMPLE_REFUSED, "source", source, "found", found, "expected", expected);
  }
}
