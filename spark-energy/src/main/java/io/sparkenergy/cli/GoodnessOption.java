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

import io.sparkenergy.diagnostics.fit.FitOptions;
import io.sparkenergy.error.EnergyException;
import picocli.CommandLine.Option;

/** The options of {@link FitOptions} that commands share. */
final class GoodnessOption {
  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description = "Coverage of intervals, between 0 and 1 (default: 0.95).")
  private double confidence;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What probes, samples and bootstraps are drawn from (default: 1).")
  private long seed;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description =
          "Probes a row of Hutchinson's estimate of the Laplacian, 0 for the exact one (default:"
              + " exact up to d = "
              + FitOptions.EXACT_DIMENSION
              + ", "
              + FitOptions.USUAL_PROBES
              + " above).")
  private Integer probes;

  FitOptions read(RowsOption rows) {
    try {
      FitOptions options =
          FitOptions.defaults().features(rows.features()).confidence(confidence).seed(seed);
      return probes == null ? options : options.probes(probes);
    } catch (EnergyException e) {
      throw new WrongArgument(e.getMessage());
    }
  }
}
