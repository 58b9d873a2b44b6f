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

import io.sparkenergy.ml.GaussianEnergyEstimator;
import io.sparkenergy.ml.GaussianEnergyModel;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits a normal density. */
@Command(
    name = "gaussian",
    mixinStandardHelpOptions = true,
    description = "Fits a normal density to the rows of --input.")
final class FitGaussianCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private FitOptions fit;

  @Option(
      names = "--covariance",
      defaultValue = "full",
      paramLabel = "TYPE",
      description = "full, diagonal or spherical (default: full).")
  private String covariance;

  @Override
  public Integer call() throws IOException {
    GaussianEnergyModel model =
        fit.run(spec, () -> new GaussianEnergyEstimator().setCovarianceType(covariance));
    spec.commandLine().getOut().println("Wrote " + fit.output() + ": " + model.energy());
    return 0;
  }
}
