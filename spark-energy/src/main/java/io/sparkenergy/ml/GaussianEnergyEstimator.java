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

import io.sparkenergy.numerics.Moments;
import io.sparkenergy.sql.SampleBlocks;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/**
 * Fits a normal density: the mean of the rows and their covariance, full, diagonal or spherical.
 * One pass over the rows, whose moments are merged from partition to partition and never formed
 * from sums of squares.
 *
 * <p>The covariance is the sample's, Σ wᵢ (xᵢ-x̄)(xᵢ-x̄)ᵀ / (Σw - Σw²/Σw), over n - 1 where all
 * weights are equal. A singular covariance is refused, and never inverted in part: {@code
 * regularization} is what to add to each variance.
 */
public final class GaussianEnergyEstimator
    extends EnergyEstimator<GaussianEnergyEstimator, GaussianEnergyModel> {
  private static final long serialVersionUID = 1L;

  public GaussianEnergyEstimator() {
    this(Identifiable$.MODULE$.randomUID("gaussianEnergy"));
  }

  /** Under an id. */
  public GaussianEnergyEstimator(String uid) {
    super(uid);
  }

  /** What was saved. */
  public static MLReader<GaussianEnergyEstimator> read() {
    return new StageReader<>(
        GaussianEnergyEstimator.class, (uid, none) -> new GaussianEnergyEstimator(uid));
  }

  /** What was saved at a path. */
  public static GaussianEnergyEstimator load(String path) {
    return read().load(path);
  }

  /** full, diagonal (variances alone), or spherical (one variance for all features). */
  @Override
  public Param<String> covarianceType() {
    return new Param<>(
        this,
        "covarianceType",
        "what the covariance may be: full, diagonal or spherical",
        Check.oneOf("covarianceType", "full", "diagonal", "spherical"));
  }

  @Override
  GaussianEnergyModel fitted(SampleBlocks samples, JobDescription description) {
    CovarianceType type = covariance();
    Moments moments = samples.moments(type.isDiagonal() ? Moments.ofVariances() : new Moments());
    requireEnough(samples.description(), moments, type);
    double[] variances = moments.variances();
    Optional<Normal> normal =
        switch (type) {
          case DIAGONAL -> Normal.diagonal(moments.mean(), added(variances));
          case SPHERICAL -> Normal.diagonal(moments.mean(), added(Normal.averaged(variances)));
          default -> Normal.full(moments.mean(), added(moments.covariance()));
        };
    return new GaussianEnergyModel(
        uid(),
        normal
            .orElseThrow(() -> Normal.singular(samples.description(), "the rows", variances))
            .energy());
  }

  private double[] added(double[] variances) {
    return Normal.regularized(variances, getRegularization());
  }

  private double[][] added(double[][] covariance) {
    return Normal.regularized(covariance, getRegularization());
  }

  private void requireEnough(String source, Moments moments, CovarianceType type) {
    long least = type == CovarianceType.FULL && getRegularization() == 0 ? moments.dimension() : 1;
    if (moments.count() <= least) {
      throw SampleBlocks.refused(
          source,
          moments.count() + " rows of " + moments.dimension() + " features",
          (least + 1)
              + " rows or more for a "
              + type.symbol()
              + " covariance"
              + (least > 1 ? " without regularization" : ""));
    }
  }

  @Override
  GaussianEnergyEstimator bare() {
    return new GaussianEnergyEstimator(uid());
  }
}
