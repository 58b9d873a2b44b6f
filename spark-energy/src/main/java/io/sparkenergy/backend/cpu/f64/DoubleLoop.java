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
package io.sparkenergy.backend.cpu.f64;

/** A generated loop over rows in memory. */
public interface DoubleLoop {
  /**
   * Works on {@code count} numbers of each array, and on up to a SIMD register more.
   *
   * @param arrays what is read and written
   * @param at where each begins
   * @param numbers what all rows share
   * @param stride the numbers of a row
   */
  void run(double[][] arrays, int[] at, double[] numbers, int count, int stride);
}
