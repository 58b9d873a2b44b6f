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
package io.sparkenergy.sql;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Reads the feature vector of a row, in whichever form its columns hold it. */
public interface FeatureReader extends Serializable {
  /** What messages call the column or columns. */
  String column();

  /** The number of features of every row, where the columns themselves fix it. */
  default OptionalInt knownDimension() {
    return OptionalInt.empty();
  }

  /**
   * Refuses features that are too few or too many for an energy.
   *
   * @throws EnergyException naming the column, the found and the expected number
   */
  default void requireFit(EnergyFunction energy, int found) {
    try {
      energy.requireDimension(found);
    } catch (EnergyException e) {
      throw EnergyException.featuresDimension(
          e, column(), found, energy.name(), energy.expectedDimension());
    }
  }

  /** The vector as one column, from the columns that hold it. */
  default Column vector(List<Column> columns) {
    return columns.get(0);
  }

  /** Whether the row has no features. */
  boolean isNull(Row row);

  /** The number of features of a row that has them. */
  int dimension(Row row);

  /**
   * Copies the features of a row that has them.
   *
   * @throws EnergyException naming the column and the place of a null element
   */
  void read(Row row, double[] target, int offset);
}
