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
package io.sparkenergy.conf;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;
import java.util.function.BinaryOperator;

/** The settings of a session; {@link #ENTRIES} is all there is to set. */
public final class EnergyConf {
  public static final ConfigEntry BACKEND =
      new ConfigEntry(
          "spark.energy.backend",
          "auto",
          "What evaluates energies: auto (the fastest that can run here) or nd4j.");

  public static final ConfigEntry PRECISION =
      new ConfigEntry(
          "spark.energy.precision",
          "double",
          "The numbers that batches are computed in: double or float.");

  public static final ConfigEntry BATCH_ROWS =
      new ConfigEntry("spark.energy.batch.rows", "4096", "The most rows of a batch.");

  public static final ConfigEntry BATCH_BYTES =
      new ConfigEntry(
          "spark.energy.batch.bytes",
          "33554432",
          "The most bytes of native memory that a task holds for the rows of a batch.");

  public static final List<ConfigEntry> ENTRIES =
      List.of(BACKEND, PRECISION, BATCH_ROWS, BATCH_BYTES);

  private final BinaryOperator<String> lookup;

  /**
   * Settings from a lookup.
   *
   * @param lookup from a key and its default to the value, such as {@code RuntimeConfig::get}
   */
  public EnergyConf(BinaryOperator<String> lookup) {
    this.lookup = lookup;
  }

  public String get(ConfigEntry entry) {
    return lookup.apply(entry.key(), entry.byDefault());
  }

  /**
   * A setting that is a whole number above 0.
   *
   * @throws EnergyException naming the key, if it is not
   */
  public long positive(ConfigEntry entry) {
    String text = get(entry);
    try {
      long value = Long.parseLong(text.trim());
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(entry, text);
    }
    throw refused(entry, text);
  }

  private static EnergyException refused(ConfigEntry entry, String found) {
    return EnergyException.of(
        ErrorCondition.CONFIGURATION,
        "key",
        entry.key(),
        "found",
        found,
        "expected",
        "a whole number > 0");
  }
}
