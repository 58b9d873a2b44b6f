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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.sql.SampleBlocks;
import java.util.Optional;
import java.util.stream.IntStream;

/** The M-step: the mixture that the sums of an E-step call for. */
final class Maximisation {
  /** A collapsed component's variance is rounding, some 1e-32 of the overall one. */
  private static final double COLLAPSED = 1e-18;

  private final CovarianceType type;
  private final double regularization;
  private final double[] overall;
  private final String source;

  /**
   * For all iterations.
   *
   * @param overall the variances of all rows; a component thinner than {@link #COLLAPSED} of them
   *     has collapsed onto a point, where the likelihood has no bound
   */
  Maximisation(CovarianceType type, double regularization, double[] overall, String source) {
    this.type = type;
    this.regularization = regularization;
    this.overall = overall;
    this.source = source;
  }

  /**
   * The next mixture.
   *
   * @throws EnergyException if a component has no rows, or a singular covariance
   */
  Mixture next(ComponentSums sums, Mixture before) {
    for (int k = 0; k < sums.components(); k++) {
      if (!(sums.weight(k) > 0)) {
        throw SampleBlocks.refused(
            source, "no rows for component " + k, "rows for each of k; set a smaller k");
      }
    }
    return mixture(sums, before, Optional.empty());
  }

  /**
   * A first mixture, of rows that each count for one component alone. A component whose own
   * covariance is singular, which EM may mend, begins with that of all.
   *
   * @throws EnergyException if that is singular, too
   */
  Mixture first(ComponentSums sums, Mixture centres) {
    double[] pooled = sums.pooledVariances();
    Optional<Normal> common =
        type.isDiagonal()
            ? diagonal(new double[pooled.length], pooled)
            : full(new double[pooled.length], sums.pooledCovariance());
    if (common.isEmpty()) {
      throw Normal.singular(source, "the rows, around their centres,", pooled);
    }
    return mixture(sums, centres, common);
  }

  private Mixture mixture(ComponentSums sums, Mixture before, Optional<Normal> instead) {
    Optional<Normal> tied =
        type == CovarianceType.TIED
            ? full(new double[overall.length], sums.pooledCovariance())
            : Optional.empty();
    double[] weights = new double[sums.components()];
    Normal[] components = new Normal[weights.length];
    for (int k = 0; k < weights.length; k++) {
      int component = k;
      double[] mean = mean(sums, before, k);
      weights[k] = sums.weight(k) / sums.weight();
      components[k] =
          own(sums, k, mean, tied)
              .or(() -> instead.map(common -> common.around(mean)))
              .orElseThrow(() -> singular(sums, component));
    }
    return new Mixture(weights, components);
  }

  private static double[] mean(ComponentSums sums, Mixture before, int k) {
    double[] mean = before.component(k).mean().clone();
    if (sums.weight(k) > 0) {
      double[] shift = sums.shift(k);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += shift[i];
      }
    }
    return mean;
  }

  private Optional<Normal> own(ComponentSums sums, int k, double[] mean, Optional<Normal> tied) {
    if (!(sums.weight(k) > 0)) {
      return Optional.empty();
    }
    return switch (type) {
      case FULL -> full(mean, sums.covariance(k));
      case TIED -> tied.map(common -> common.around(mean));
      case DIAGONAL, SPHERICAL -> diagonal(mean, sums.variances(k));
    };
  }

  private Optional<Normal> full(double[] mean, double[][] covariance) {
    double[][] added = Normal.regularized(covariance, regularization);
    double[] variances = IntStream.range(0, mean.length).mapToDouble(i -> added[i][i]).toArray();
    return hasCollapsed(variances) ? Optional.empty() : Normal.full(mean, added);
  }

  private Optional<Normal> diagonal(double[] mean, double[] variances) {
    double[] added =
        Normal.regularized(
            type == CovarianceType.SPHERICAL ? Normal.averaged(variances) : variances,
            regularization);
    return hasCollapsed(added) ? Optional.empty() : Normal.diagonal(mean, added);
  }

  private boolean hasCollapsed(double[] variances) {
    return IntStream.range(0, variances.length)
        .anyMatch(i -> !(variances[i] > COLLAPSED * overall[i]));
  }

  private EnergyException singular(ComponentSums sums, int k) {
    double[] variances = type == CovarianceType.TIED ? sums.pooledVariances() : sums.variances(k);
    for (int i = 0; i < variances.length; i++) {
      variances[i] = variances[i] > COLLAPSED * overall[i] ? variances[i] : 0;
    }
    return Normal.singular(source, "the rows of component " + k, variances);
  }
}
