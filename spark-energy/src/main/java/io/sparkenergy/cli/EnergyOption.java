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
import io.sparkenergy.model.ModelFiles;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** The option --energy: JSON as it stands, or a file of it wherever Hadoop can read. */
final class EnergyOption {
  @Option(
      names = "--energy",
      required = true,
      paramLabel = "FILE|JSON",
      description = "The energy, as JSON or as a file of JSON.")
  private String fileOrJson;

  EnergyFunction read() {
    try {
      boolean json = fileOrJson.strip().startsWith("{");
      return Energies.fromJson(
          json ? fileOrJson : new ModelFiles(Configuration::new).read(fileOrJson));
    } catch (EnergyException e) {
      throw new WrongArgument("--energy", e);
    }
  }
}
