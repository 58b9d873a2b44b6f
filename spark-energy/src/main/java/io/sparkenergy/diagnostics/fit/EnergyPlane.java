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
import io.sparkenergy.error.EnergyException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An energy over the plane through the data's mean along their two leading principal axes, and
 * sampled rows projected onto it: a picture of how the model lies to the data.
 *
 * @param axes the two axes, of length 1; the largest entry of each is positive
 * @param shares the share of the data's variance along each axis
 * @param x the places of the grid along the first axis, from the mean
 * @param y the places of the grid along the second axis
 * @param energies E at mean + x<sub>j</sub> · the first axis + y<sub>i</sub> · the second, row i
 *     after row
 * @param points of the sample, those that lie within the grid
 * @param outside how many sampled rows lie outside of the grid
 */
public record EnergyPlane(
    String energyName,
    int dimension,
    List<List<Double>> axes,
    List<Double> shares,
    List<Double> x,
    List<Double> y,
    List<List<Double>> energies,
    List<Point> points,
    int outside) {
  /** The places along an axis. */
  public static final int GRID = 161;

  /** The most entries of a row whose covariance is taken. */
  public static final int MOST_FEATURES = 1024;

  /** Keeps copies of the lists. */
  public EnergyPlane {
    axes = axes.stream().map(List::copyOf).toList();
    shares = List.copyOf(shares);
    x = List.copyOf(x);
    y = List.copyOf(y);
    energies = energies.stream().map(List::copyOf).toList();
    points = List.copyOf(points);
  }

  /** A row on the plane. */
  public record Point(double x, double y) {}

  /**
   * Looks at an energy along the principal axes of data. One pass takes the covariance and a sample
   * of {@code options.sampleRows()} rows by hash; rows without features, or with NaN or infinity in
   * them, are left out.
   *
   * @return nothing if rows have fewer than two features or more than {@value #MOST_FEATURES}, or
   *     fewer than three rows are there, or all lie on one line
   * @throws EnergyException if a column cannot hold features, or rows do not fit the energy
   */
  public static Optional<EnergyPlane> of(
      Dataset<Row> df, EnergyFunction energy, FitOptions options) {
    FeatureVectors vectors = FeatureVectors.of(df, options.features(), List.of(energy));
    if (vectors.dimension() < 2 || vectors.dimension() > MOST_FEATURES) {
      return Optional.empty();
    }
    FitSums sums =
        JobDescription.during(
            df.sparkSession(),
            "principal axes for " + energy.name(),
            () -> new FeaturePass(options.seed(), options.sampleRows()).over(vectors));
    return PrincipalAxes.of(sums.moments())
        .map(
            axes ->
                new PlaneGrid(axes, sums.sample().rows())
                    .energies(df.sparkSession(), energy, vectors.dimension()));
  }
}
