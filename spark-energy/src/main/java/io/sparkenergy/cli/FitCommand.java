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

import picocli.CommandLine.Command;

/** Fits an energy to the rows of files; its subcommands say which. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description =
        "Fits a density to the rows of --input and writes its energy, -log p(x), as JSON.",
    synopsisSubcommandLabel = "gaussian|mixture",
    subcommands = {FitGaussianCommand.class, FitMixtureCommand.class},
    footer = {
      "",
      "Example:",
      "  spark-energy fit mixture --input birds.csv --format csv --features bill,flipper,mass \\",
      "      --k 3 --output birds.json"
    })
final class FitCommand {}
