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
package io.sparkenergy.expression;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;

/**
 * What expressions may ask for. They cannot loop: a program runs each instruction once. What is
 * left to bound is how long their vectors are, how many they are, and how they nest.
 */
public final class ExpressionLimits {
  /** The most entries of a vector, a row among them. */
  public static final int VECTOR_LENGTH = 1 << 24;

  /** The most numbers that a program holds for one row: 128 MiB in float64. */
  public static final int NUMBERS_PER_ROW = 1 << 24;

  /** The most nodes of an expression in JSON. */
  public static final int NODES = 1 << 17;

  /** The most instructions of a program. */
  public static final int INSTRUCTIONS = 1 << 20;

  /** The most terms and clipped energies of an expression in JSON that stand in one another. */
  public static final int NESTED_TERMS = 256;

  /** The most nodes that are visited for the derivatives of terms and clipped energies. */
  public static final int TERM_VISITS = 1 << 26;

  private ExpressionLimits() {}

  /**
   * Refuses what takes more numbers a row than a batch may hold; asked before memory is taken.
   *
   * @param what what messages call it
   * @throws EnergyException naming what was found and the limit
   */
  public static int numbersPerRow(String what, long numbers) {
    if (numbers > NUMBERS_PER_ROW) {
      throw tooLarge(what, numbers + " numbers a row", NUMBERS_PER_ROW);
    }
    return (int) numbers;
  }

  static EnergyException tooLarge(String what, Object found, int limit) {
    return EnergyException.of(
        ErrorCondition.SHAPE_MISMATCH,
        "operator",
        what,
        "found",
        found,
        "expected",
        "at most " + limit);
  }
}
