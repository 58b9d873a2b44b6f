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

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.sql.FeatureReader;
import io.sparkenergy.sql.FeatureReaders;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The feature vectors of a DataFrame, all of one dimension. */
final class FeatureVectors {
  private final JavaRDD<Row> rows;
  private final Source source;

  private FeatureVectors(JavaRDD<Row> rows, Source source) {
    this.rows = rows;
    this.source = source;
  }

  /**
   * The vectors of columns that energies are to be evaluated on. Where neither the columns nor an
   * energy fix the dimension, the first row that has features does.
   *
   * @throws EnergyException if a column is not there or cannot hold features, or the dimension does
   *     not fit an energy
   */
  static FeatureVectors of(Dataset<Row> df, List<String> columns, List<EnergyFunction> energies) {
    FeatureReaders.of(df.schema(), columns);
    Column[] selected =
        columns.stream().map(name -> df.col("`" + name + "`")).toArray(Column[]::new);
    Dataset<Row> features = df.select(selected);
    FeatureReader reader = FeatureReaders.of(features.schema(), columns);
    int dimension =
        energies.stream()
            .map(EnergyFunction::dimension)
            .filter(OptionalInt::isPresent)
            .findFirst()
            .map(OptionalInt::getAsInt)
            .orElseGet(() -> reader.knownDimension().orElseGet(() -> first(features, reader)));
    int found = reader.knownDimension().orElse(dimension);
    if (found > 0) {
      energies.forEach(energy -> reader.requireFit(energy, found));
    }
    return new FeatureVectors(features.toJavaRDD(), new Source(reader, names(energies), dimension));
  }

  private static int first(Dataset<Row> features, FeatureReader reader) {
    List<Row> first = features.where(features.col(features.columns()[0]).isNotNull()).takeAsList(1);
    return first.isEmpty() ? 0 : reader.dimension(first.get(0));
  }

  private static String names(List<EnergyFunction> energies) {
    return energies.stream().map(EnergyFunction::name).distinct().collect(Collectors.joining(", "));
  }

  /** The rows, to be read by {@link #source}. */
  JavaRDD<Row> rows() {
    return rows;
  }

  Source source() {
    return source;
  }

  /** d; 0 if there is no row with features to tell. */
  int dimension() {
    return source.dimension;
  }

  /** Reads rows into arrays. */
  record Source(FeatureReader reader, String energies, int dimension) implements Serializable {
    /**
     * Copies the next rows that have features.
     *
     * @return how many rows were copied, and how many were passed over
     * @throws EnergyException if a row has another dimension, or a null in it
     */
    Filled fill(Iterator<Row> rows, double[] target, int most) {
      int filled = 0;
      int withoutFeatures = 0;
      while (filled < most && rows.hasNext()) {
        Row row = rows.next();
        if (reader.isNull(row)) {
          withoutFeatures++;
        } else {
          requireDimension(row);
          reader.read(row, target, filled++ * dimension);
        }
      }
      return new Filled(filled, withoutFeatures);
    }

    private void requireDimension(Row row) {
      if (reader.dimension(row) != dimension) {
        throw EnergyException.of(
            ErrorCondition.FEATURES_DIMENSION,
            "column",
            reader.column(),
            "found",
            reader.dimension(row),
            "energy",
            energies,
            "expected",
            "d = " + dimension);
      }
    }
  }

  /** What a filling did. */
  record Filled(int rows, int withoutFeatures) {}
}
