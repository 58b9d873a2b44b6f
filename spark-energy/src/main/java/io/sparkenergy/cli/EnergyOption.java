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

import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.model.EnergyFiles;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** The option --energy: JSON as it stands, or a path of it wherever Hadoop can read. */
final class EnergyOption {
  @Option(
      names = "--energy",
      required = true,
      paramLabel = "PATH|JSON",
      description = "The energy: JSON, a file of JSON, or a directory that an energy was saved to.")
  private String pathOrJson;

  EnergyFunction read() {
    return read("--energy", pathOrJson);
  }

  /** The energy that an option names. */
  static EnergyFunction read(String option, String pathOrJson) {
    try {
      return pathOrJson.strip().startsWith("{")
          ? Energies.fromJson(pathOrJson)
          : new EnergyFiles(Configuration::new).read(pathOrJson);
    } catch (EnergyException e) {
      throw new WrongArgument(option, e);
    }
  }
}
