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

import io.sparkenergy.sql.SampleBlocks;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/**
 * Fits a mixture of k normal densities by expectation maximisation; the model's energy is -log Σₖ
 * wₖ Nₖ(x), normalised, and finite however far x is from all components.
 *
 * <p>EM begins from k-means over a sample that depends on the rows and {@code seed} alone, so the
 * fit does not depend on how rows are partitioned, but for rounding. It ends when an iteration
 * changes the mean log-likelihood of a row by less than {@code tol}. Covariances are those of
 * maximum likelihood, over Σw. A component that collapses onto a point, or has a singular
 * covariance, is an error that names it; {@code regularization} is what to add to each variance.
 */
public final class MixtureEnergyEstimator
    extends EnergyEstimator<MixtureEnergyEstimator, MixtureEnergyModel> {
  private static final long serialVersionUID = 1L;

  public MixtureEnergyEstimator() {
    this(Identifiable$.MODULE$.randomUID("mixtureEnergy"));
  }

  /** Under an id. */
  public MixtureEnergyEstimator(String uid) {
    super(uid);
    setDefault(k(), 2);
    setDefault(seed(), 0L);
    setDefault(tol(), 1e-6);
    setDefault(maxIter(), 100);
  }

  /** What was saved. */
  public static MLReader<MixtureEnergyEstimator> read() {
    return new StageReader<>(
        MixtureEnergyEstimator.class, (uid, none) -> new MixtureEnergyEstimator(uid));
  }

  /** What was saved at a path. */
  public static MixtureEnergyEstimator load(String path) {
    return read().load(path);
  }

  /** The number of components. Default: 2. */
  public IntParam k() {
    return new IntParam(this, "k", "the number of components", Check.atLeastOne("k"));
  }

  public int getK() {
    return (int) getOrDefault(k());
  }

  public MixtureEnergyEstimator setK(int value) {
    set(k(), value);
    return this;
  }

  /** Of the start. Default: 0. */
  public LongParam seed() {
    return new LongParam(this, "seed", "of the sample and the centres that EM begins from");
  }

  public long getSeed() {
    return (long) getOrDefault(seed());
  }

  public MixtureEnergyEstimator setSeed(long value) {
    set(seed(), value);
    return this;
  }

  /** The change in a row's mean log-likelihood below which EM ends. Default: 1e-6. */
  public DoubleParam tol() {
    return new DoubleParam(
        this,
        "tol",
        "the change in a row's mean log-likelihood below which EM ends",
        Check.notNegative("tol"));
  }

  public double getTol() {
    return (double) getOrDefault(tol());
  }

  public MixtureEnergyEstimator setTol(double value) {
    set(tol(), value);
    return this;
  }

  /** The most iterations. Default: 100. */
  public IntParam maxIter() {
    return new IntParam(this, "maxIter", "the most iterations", Check.atLeastOne("maxIter"));
  }

  public int getMaxIter() {
    return (int) getOrDefault(maxIter());
  }

  public MixtureEnergyEstimator setMaxIter(int value) {
    set(maxIter(), value);
    return this;
  }

  /** full, diagonal, tied (one matrix for all components), or spherical (one variance each). */
  @Override
  public Param<String> covarianceType() {
    return new Param<>(
        this,
        "covarianceType",
        "what the covariances may be: full, diagonal, tied or spherical",
        Check.oneOf("covarianceType", "full", "diagonal", "tied", "spherical"));
  }

  @Override
  MixtureEnergyModel fitted(SampleBlocks samples, JobDescription description) {
    MixtureFit.Result result =
        MixtureFit.of(
            new MixtureFit.Settings(
                getK(), getSeed(), getTol(), getMaxIter(), covariance(), getRegularization()),
            samples,
            description);
    return new MixtureEnergyModel(uid(), result.mixture().energy(), Optional.of(result.summary()));
  }

  @Override
  MixtureEnergyEstimator bare() {
    return new MixtureEnergyEstimator(uid());
  }
}
