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
package io.sparkenergy.benchmarks.peers;

import io.sparkenergy.energy.Quantity;
import java.util.Locale;
import java.util.Set;

/** What is computed of every row. */
enum Quantities {
  ENERGY("energy", Set.of(Quantity.ENERGY)),
  ENERGY_AND_SCORE("energy+score", Set.of(Quantity.ENERGY, Quantity.SCORE));

  private final String symbol;
  private final Set<Quantity> quantities;

  Quantities(String symbol, Set<Quantity> quantities) {
    this.symbol = symbol;
    this.quantities = quantities;
  }

  /** The name in options and results. */
  String symbol() {
    return symbol;
  }

  Set<Quantity> set() {
    return quantities;
  }

  boolean withScores() {
    return this == ENERGY_AND_SCORE;
  }

  static Quantities parse(String symbol) {
    for (Quantities quantities : values()) {
      if (quantities.symbol.equals(symbol.toLowerCase(Locale.ROOT))) {
        return quantities;
      }
    }
    throw new IllegalArgumentException(symbol + " is neither energy nor energy+score");
  }
}
