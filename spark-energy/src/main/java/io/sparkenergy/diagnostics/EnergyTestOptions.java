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
package io.sparkenergy.diagnostics;

import io.sparkenergy.diagnostics.checks.CheckBounds;
import io.sparkenergy.error.EnergyException;
import java.io.Serializable;

/**
 * How {@link EnergyTest} tests. Immutable; each method gives other options.
 *
 * @param data which columns are read
 * @param sampleRows how many rows the checks that are not made on all rows take
 * @param sampleCoordinates the most coordinates of a row that the score is checked along
 * @param seed of the samples of N(0, I)
 * @param bounds what passes
 */
public record EnergyTestOptions(
    DataOptions data, int sampleRows, int sampleCoordinates, long seed, CheckBounds bounds)
    implements Serializable {
  public EnergyTestOptions {
    requirePositive("sampleRows", sampleRows);
    requirePositive("sampleCoordinates", sampleCoordinates);
  }

  /** A sample of 64 rows, 64 coordinates of each, seed 0, the default bounds. */
  public static EnergyTestOptions defaults() {
    return new EnergyTestOptions(DataOptions.defaults(), 64, 64, 0, CheckBounds.defaults());
  }

  /** One column of vectors, or several of numbers. */
  public EnergyTestOptions features(String... columns) {
    return data(data.features(columns));
  }

  /** The column that names rows. */
  public EnergyTestOptions id(String column) {
    return data(data.id(column));
  }

  public EnergyTestOptions data(DataOptions read) {
    return new EnergyTestOptions(read, sampleRows, sampleCoordinates, seed, bounds);
  }

  public EnergyTestOptions sample(int rows, int coordinates) {
    return new EnergyTestOptions(data, rows, coordinates, seed, bounds);
  }

  public EnergyTestOptions seed(long other) {
    return new EnergyTestOptions(data, sampleRows, sampleCoordinates, other, bounds);
  }

  public EnergyTestOptions bounds(CheckBounds other) {
    return new EnergyTestOptions(data, sampleRows, sampleCoordinates, seed, other);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw EnergyException.invalidParameter(option, value, "1 or more");
    }
  }
}
