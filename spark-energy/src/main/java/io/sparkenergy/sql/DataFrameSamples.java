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
import io.sparkenergy.numerics.Moments;
import java.util.List;
import java.util.Optional;
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
    return SampleBlocks.of(df, columns, Optional.empty()).moments(new Moments());
  }

  @Override
  public String description() {
    return SampleBlocks.description(columns);
  }
}
