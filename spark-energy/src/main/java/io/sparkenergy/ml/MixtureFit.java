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
import io.sparkenergy.sql.SampleBlock;
import io.sparkenergy.sql.SampleBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Expectation maximisation over the rows of a DataFrame (Dempster, Laird and Rubin, J. R. Stat.
 * Soc. B 39, 1977). Rows are kept in blocks; an iteration is one job, which broadcasts the mixture
 * and brings back sums.
 */
final class MixtureFit {
  private static final Logger LOG = LoggerFactory.getLogger(MixtureFit.class);

  private static final int SAMPLE_ROWS_PER_COMPONENT = 20;

  /** What is asked for. */
  record Settings(
      int k, long seed, double tol, int maxIter, CovarianceType type, double regularization) {}

  /** What was found. */
  record Result(Mixture mixture, MixtureTrainingSummary summary) {}

  private final Settings settings;
  private final JavaRDD<SampleBlock> blocks;
  private final String source;
  private final JobDescription description;
  private int dimension;

  private MixtureFit(Settings settings, SampleBlocks samples, JobDescription description) {
    this.settings = settings;
    this.blocks = samples.blocks();
    this.source = samples.description();
    this.description = description;
  }

  /**
   * The mixture that EM ends with.
   *
   * @throws io.sparkenergy.error.EnergyException if there are fewer different rows than components,
   *     or a component collapses
   */
  static Result of(Settings settings, SampleBlocks samples, JobDescription description) {
    MixtureFit fit = new MixtureFit(settings, samples, description);
    fit.blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return fit.run();
    } finally {
      fit.blocks.unpersist();
    }
  }

  private Result run() {
    FirstLook look = look();
    Moments moments = look.moments();
    dimension = moments.dimension();
    double[] overall = moments.variances();
    Maximisation maximisation =
        new Maximisation(settings.type(), settings.regularization(), overall, source);

    description.set("centres");
    Mixture centres = centres(look.sample().rows(), moments.mean(), overall);
    Mixture mixture = maximisation.first(expectation(centres, true), centres);

    description.set("EM, start");
    ComponentSums sums = expectation(mixture, false);
    List<Double> logLikelihoods = new ArrayList<>(List.of(sums.logLikelihood()));
    boolean converged = false;
    int iterations = 0;
    while (!converged && iterations < settings.maxIter()) {
      mixture = maximisation.next(sums, mixture);
      iterations++;
      description.set("EM, iteration " + iterations + " of at most " + settings.maxIter());
      double before = sums.logLikelihood();
      sums = expectation(mixture, false);
      logLikelihoods.add(sums.logLikelihood());
      converged = Math.abs(sums.logLikelihood() - before) < settings.tol() * moments.weight();
    }
    LOG.info(
        "Mixture of {} over {} rows: {} iterations, {}, log-likelihood {}",
        settings.k(),
        moments.count(),
        iterations,
        converged ? "converged" : "not converged",
        sums.logLikelihood());
    return new Result(
        mixture,
        new MixtureTrainingSummary(
            sums.logLikelihood(), iterations, converged, List.copyOf(logLikelihoods)));
  }

  private FirstLook look() {
    String columns = source;
    int least = settings.k() * SAMPLE_ROWS_PER_COMPONENT;
    FirstLook look =
        blocks.treeAggregate(
            new FirstLook(new RowSample(least, settings.seed())),
            (seen, block) -> seen.add(block, columns),
            (left, right) -> left.merge(right, columns));
    int different = look.sample().rows().size();
    if (look.moments().count() < 2 || different < settings.k()) {
      throw SampleBlocks.refused(
          source,
          look.moments().count() + " rows, " + different + " of them different",
          Math.max(2, settings.k()) + " different rows or more for k = " + settings.k());
    }
    return look;
  }

  /** Spheres around the centres of a sample, in units of each feature's standard deviation. */
  private Mixture centres(List<RowSample.Weighted> sample, double[] mean, double[] variances) {
    double[] squares = Arrays.stream(variances).map(v -> v > 0 ? v : 1).toArray();
    double[] scale = Arrays.stream(squares).map(Math::sqrt).toArray();
    double[][] centres = Centres.of(sample, mean, scale, settings.k(), settings.seed());
    double[] weights = new double[settings.k()];
    Arrays.fill(weights, 1.0 / settings.k());
    return new Mixture(
        weights,
        Arrays.stream(centres)
            .map(centre -> Normal.diagonal(centre, squares).orElseThrow())
            .toArray(Normal[]::new));
  }

  private ComponentSums expectation(Mixture mixture, boolean hard) {
    Broadcast<Mixture> sent =
        JavaSparkContext.fromSparkContext(description.context()).broadcast(mixture);
    try {
      int d = dimension;
      CovarianceType type = settings.type();
      ComponentSums sums =
          blocks
              .mapPartitions(partition -> partial(partition, sent.value(), d, type, hard))
              .treeReduce(ComponentSums::merge);
      if (!Double.isFinite(sums.logLikelihood())) {
        throw SampleBlocks.refused(
            source,
            "a log-likelihood of " + sums.logLikelihood(),
            "numbers that doubles can square");
      }
      return sums;
    } finally {
      sent.destroy();
    }
  }

  private static Iterator<ComponentSums> partial(
      Iterator<SampleBlock> partition, Mixture mixture, int d, CovarianceType type, boolean hard) {
    Expectation expectation = new Expectation(mixture, d, type, hard);
    partition.forEachRemaining(expectation::add);
    return List.of(expectation.sums()).iterator();
  }
}
