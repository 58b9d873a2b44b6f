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
package io.sparkenergy.backend;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Locale;

/** The numbers that a batch is computed in. Parameters are prepared in float64 either way. */
public enum Precision {
  DOUBLE(Double.BYTES),
  FLOAT(Float.BYTES);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** The bytes of one number. */
  public int bytes() {
    return bytes;
  }

  /** The name in options. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code double} or {@code float}.
   *
   * @throws EnergyException naming the option, if it is neither
   */
  public static Precision parse(String option, String text) {
    for (Precision precision : values()) {
      if (precision.symbol().equals(text.toLowerCase(Locale.ROOT))) {
        return precision;
      }
    }
    throw EnergyException.of(
        ErrorCondition.CONFIGURATION, "key", option, "found", text, "expected", "double or float");
  }
}
