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

import java.util.Arrays;
import java.util.Locale;

/** Where energies may be evaluated. */
public enum Device {
  /** On a GPU where there is one that can be used, else on the CPU. */
  AUTO,
  CPU,
  /** On a GPU, and refused where there is none. */
  CUDA;

  /** The device of a name in configuration. */
  public static Device of(String symbol) {
    return valueOf(symbol.toUpperCase(Locale.ROOT));
  }

  /** All names. */
  public static String[] symbols() {
    return Arrays.stream(values()).map(Device::symbol).toArray(String[]::new);
  }

  /** The name in configuration. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }
}
