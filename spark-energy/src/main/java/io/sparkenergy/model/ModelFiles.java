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
package io.sparkenergy.model;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Files of energy JSON, on any file system that Hadoop reads. */
public final class ModelFiles {
  private final Supplier<Configuration> configuration;

  /**
   * Files as a configuration reaches them.
   *
   * @param configuration asked for when a file is read: a session's costs more to make than most
   *     models do
   */
  public ModelFiles(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  /**
   * The text of a file.
   *
   * @throws EnergyException naming the path, if it cannot be read
   */
  public String read(String file) {
    try {
      Path path = new Path(file);
      try (InputStream in = path.getFileSystem(configuration.get()).open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw EnergyException.causedBy(
          e, ErrorCondition.UNREADABLE_ENERGY, "path", file, "problem", e.getMessage());
    }
  }
}
