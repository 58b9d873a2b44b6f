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

/** A contender with its rows: opened, evaluated and closed by one thread. */
interface Evaluation extends AutoCloseable {
  /** Evaluates all rows. */
  void evaluate();

  /** The energy of a row, as last evaluated. */
  double energy(int row);

  /** A score's entry: that of row and column at row * d + column. */
  double score(int index);

  @Override
  void close();
}
