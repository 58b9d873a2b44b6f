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

import io.sparkenergy.diagnostics.pass.JobDescription;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.sql.Evaluation;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Whether two data sets look alike to one energy: reference data, or samples of the model, against
 * new data, by the distributions of their energies.
 *
 * <p>Energies are sorted across the cluster, so that the Kolmogorov-Smirnov statistic is exact
 * however rows are partitioned; the driver holds a few numbers a partition.
 */
public final class SampleComparison {
  private SampleComparison() {}

  /**
   * Compares the energies of two DataFrames that have the same feature columns. Rows without
   * features and rows whose energy is NaN or infinite are left out and counted.
   *
   * @throws io.sparkenergy.error.EnergyException as {@link Evaluation#on} says
   */
  public static SampleComparisonReport run(
      Dataset<Row> reference, Dataset<Row> data, EnergyFunction energy, FitOptions options) {
    JavaPairRDD<Double, Integer> both =
        energies(reference, energy, options, SortedEnergies.REFERENCE)
            .union(energies(data, energy, options, SortedEnergies.DATA));
    return JobDescription.during(
        reference.sparkSession(),
        "two samples under " + energy.name(),
        () -> {
          try (SortedEnergies sorted = SortedEnergies.of(both)) {
            return sorted.report(energy.name(), options);
          }
        });
  }

  private static JavaPairRDD<Double, Integer> energies(
      Dataset<Row> df, EnergyFunction energy, FitOptions options, int side) {
    List<String> features = options.features();
    return Evaluation.of(energy)
        .features(features.toArray(String[]::new))
        .quantities(Quantity.ENERGY)
        .on(input(df, features))
        .select(Evaluation.ENERGY)
        .toJavaRDD()
        .mapToPair(row -> keyed(row, side));
  }

  /** The feature columns alone, so that another column named energy is not in the way. */
  private static Dataset<Row> input(Dataset<Row> df, List<String> features) {
    return Arrays.asList(df.columns()).containsAll(features)
        ? df.select(features.stream().map(name -> df.col("`" + name + "`")).toArray(Column[]::new))
        : df;
  }

  private static Tuple2<Double, Integer> keyed(Row row, int side) {
    if (row.isNullAt(0)) {
      return new Tuple2<>(Double.POSITIVE_INFINITY, side + SortedEnergies.WITHOUT_FEATURES);
    }
    double energy = row.getDouble(0);
    return Double.isFinite(energy)
        ? new Tuple2<>(energy, side)
        : new Tuple2<>(Double.POSITIVE_INFINITY, side + SortedEnergies.NOT_FINITE);
  }
}
