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
package io.sparkenergy.cli;

import io.sparkenergy.ml.MixtureEnergyEstimator;
import io.sparkenergy.ml.MixtureEnergyModel;
import io.sparkenergy.ml.MixtureTrainingSummary;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits a mixture of normal densities. */
@Command(
    name = "mixture",
    mixinStandardHelpOptions = true,
    description = "Fits a mixture of normal densities to the rows of --input, by EM.")
final class FitMixtureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private FitOptions fit;

  @Option(names = "--k", defaultValue = "2", description = "The components (default: 2).")
  private int k;

  @Option(
      names = "--covariance",
      defaultValue = "full",
      paramLabel = "TYPE",
      description = "full, diagonal, tied or spherical (default: full).")
  private String covariance;

  @Option(names = "--seed", defaultValue = "0", description = "Of the start (default: 0).")
  private long seed;

  @Option(
      names = "--tol",
      defaultValue = "1e-6",
      description =
          "The change in a row's mean log-likelihood below which EM ends (default: 1e-6).")
  private double tol;

  @Option(
      names = "--max-iter",
      defaultValue = "100",
      description = "The most iterations (default: 100).")
  private int maxIter;

  @Override
  public Integer call() throws IOException {
    MixtureEnergyModel model =
        fit.run(
            spec,
            () ->
                new MixtureEnergyEstimator()
                    .setK(k)
                    .setCovarianceType(covariance)
                    .setSeed(seed)
                    .setTol(tol)
                    .setMaxIter(maxIter));
    MixtureTrainingSummary summary = model.summary().orElseThrow();
    spec.commandLine()
        .getOut()
        .printf(
            "Wrote %s: %s; log-likelihood %s after %d iterations%n",
            fit.output(), model.energy(), summary.logLikelihood(), summary.iterations());
    if (!summary.converged()) {
      spec.commandLine().getErr().println("spark-energy: not converged; see --max-iter and --tol");
    }
    return 0;
  }
}
