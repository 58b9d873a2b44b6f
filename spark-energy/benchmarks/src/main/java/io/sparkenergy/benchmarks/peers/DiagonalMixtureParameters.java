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

/**
 * Normals with independent entries, and a weight above 0 for each.
 *
 * @param locs a component's means in each row
 * @param scales its standard deviations
 * @param weights wₖ
 */
// Records of this kind are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record DiagonalMixtureParameters(double[][] locs, double[][] scales, double[] weights) {
  /** How many there are. */
  public int components() {
    return weights.length;
  }
}
