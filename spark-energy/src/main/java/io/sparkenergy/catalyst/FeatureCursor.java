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
package io.sparkenergy.catalyst;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * Reads the feature vectors of one column, one after the other, in Spark's internal form. A loaded
 * vector is copied before the next is loaded, so nothing is read twice and nothing is kept.
 */
abstract class FeatureCursor {
  private final String column;

  FeatureCursor(String column) {
    this.column = column;
  }

  /** Loads the vector, not null, at an ordinal of a row; gives its number of elements. */
  abstract int load(SpecializedGetters row, int ordinal);

  /** Loads a vector that stands by itself, as expressions pass it; gives its dimension. */
  abstract int load(Object value);

  /**
   * Copies the loaded vector.
   *
   * @throws EnergyException naming the column and the place of a null element
   */
  abstract void copy(double[] target, int offset);

  final EnergyException nullElement(int index) {
    return EnergyException.of(
        ErrorCondition.FEATURES_NULL_ELEMENT,
        "column",
        column,
        "index",
        index,
        "expected",
        "a number in every element");
  }
}
