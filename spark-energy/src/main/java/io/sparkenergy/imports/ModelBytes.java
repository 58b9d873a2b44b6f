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
package io.sparkenergy.imports;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a model file. */
public final class ModelBytes {
  /** The most bytes of a file: what one array holds. */
  public static final int MOST = Integer.MAX_VALUE - 8;

  private ModelBytes() {}

  /**
   * Reads a file.
   *
   * @throws EnergyException if it cannot be read, or is larger than {@link #MOST}
   */
  public static byte[] read(Path path) {
    try {
      long size = Files.size(path);
      if (size > MOST) {
        throw EnergyException.invalidModelFile(
            path.toString(), "size", size + " bytes", "less than 2 GiB");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw EnergyException.causedBy(
          e, ErrorCondition.UNREADABLE_ENERGY, "path", path, "problem", e.getMessage());
    }
  }
}
