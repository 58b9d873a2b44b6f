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
package io.sparkenergy.ml;

import io.sparkenergy.error.EnergyException;
import java.io.Serializable;
import java.util.List;
import scala.Function1;

/** What a parameter may hold. Refuses by itself, so that the message says what was expected. */
interface Check<T> extends Function1<T, Object>, Serializable {
  static Check<String> text(String name) {
    return value -> holds(!value.isBlank(), name, "'" + value + "'", "a name");
  }

  static Check<String> oneOf(String name, String... words) {
    return value ->
        holds(List.of(words).contains(value), name, value, "one of " + String.join(", ", words));
  }

  static Check<Object> number(String name) {
    return value -> holds(!Double.isNaN((double) value), name, value, "a number");
  }

  static Check<Object> notNegative(String name) {
    return value ->
        holds(
            (double) value >= 0 && Double.isFinite((double) value),
            name,
            value,
            "a finite number >= 0");
  }

  static Check<Object> between0And1(String name) {
    return value ->
        holds(
            (double) value > 0 && (double) value < 1, name, value, "a number above 0 and below 1");
  }

  static Check<Object> atLeastOne(String name) {
    return value -> holds((int) value >= 1, name, value, "a whole number >= 1");
  }

  private static boolean holds(boolean allowed, String name, Object found, String expected) {
    if (!allowed) {
      throw EnergyException.invalidParameter(name, found, expected);
    }
    return true;
  }
}
