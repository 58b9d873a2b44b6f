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
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
    String json = fileOrJson.strip().startsWith("{") ? fileOrJson : text(fileOrJson);
    try {
      return Energies.fromJson(json);
    } catch (EnergyException e) {
      throw new WrongArgument("--energy", e);
    }
  }

  private static String text(String file) {
    Path path = new Path(file);
    try (InputStream in = path.getFileSystem(new Configuration()).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WrongArgument(
          "--energy",
          EnergyException.causedBy(
              e, ErrorCondition.UNREADABLE_ENERGY, "path", file, "problem", e.getMessage()));
    }
  }
}
