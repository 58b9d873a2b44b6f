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

import io.sparkenergy.error.EnergyException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Which columns of a DataFrame are read, and how its rows are told. Immutable; each method gives
 * other options.
 *
 * @param features one column of vectors, or several of numbers
 * @param id the column that names rows; empty where they are named by their place
 * @param namedRows the most rows that are named for one reason
 * @param progress whether a line on the terminal tells how far a long run is
 */
public record DataOptions(List<String> features, String id, int namedRows, boolean progress)
    implements Serializable {
  public DataOptions {
    features = List.copyOf(features);
    if (namedRows < 0) {
      throw EnergyException.invalidParameter("namedRows", namedRows, "0 or more");
    }
  }

  /** The column {@code features}, rows by their place, at most 10 of them; with progress. */
  public static DataOptions defaults() {
    return new DataOptions(List.of("features"), "", 10, true);
  }

  public DataOptions features(String... columns) {
    return new DataOptions(Arrays.asList(columns), id, namedRows, progress);
  }

  public DataOptions id(String column) {
    return new DataOptions(features, column, namedRows, progress);
  }

  public DataOptions namedRows(int most) {
    return new DataOptions(features, id, most, progress);
  }

  public DataOptions progress(boolean shown) {
    return new DataOptions(features, id, namedRows, shown);
  }

  /** What messages call the features. */
  String source() {
    return "column " + String.join(", ", features);
  }
}
