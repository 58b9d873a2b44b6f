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

/** The features of one row, until the next row is read. */
public interface FeatureVector {
  /** Whether the row has no features. */
  boolean isNull();

  /** The number of features of a row that has them. */
  int dimension();

  /**
   * Copies the features of a row that has them.
   *
   * @throws io.sparkenergy.error.EnergyException naming the column and the place of a null element
   */
  void copy(double[] target, int offset);

  /** The row's value of the id column as text; empty where there is no such column. */
  String id();
}
