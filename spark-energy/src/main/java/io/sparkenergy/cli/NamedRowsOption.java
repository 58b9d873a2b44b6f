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

import io.sparkenergy.diagnostics.DataOptions;
import io.sparkenergy.error.EnergyException;
import picocli.CommandLine.Option;

/** How many rows a report names, and by what. */
final class NamedRowsOption {
  @Option(
      names = "--id",
      paramLabel = "COL",
      description = "The column that names rows (default: partition and place).")
  private String id;

  @Option(
      names = "--named-rows",
      defaultValue = "10",
      paramLabel = "N",
      description = "The most rows that are named for one reason (default: 10).")
  private int most;

  DataOptions read(String... features) {
    try {
      DataOptions options = DataOptions.defaults().features(features).namedRows(most);
      return id == null ? options : options.id(id);
    } catch (EnergyException e) {
      throw new WrongArgument("--named-rows", e);
    }
  }
}
