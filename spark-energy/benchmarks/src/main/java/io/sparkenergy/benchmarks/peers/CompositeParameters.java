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
 * A sum of three energies.
 *
 * @param normal of the Gaussian
 * @param a the height of the double wells
 * @param b the square of their distance from 0
 * @param k the stiffness of the spring
 * @param weights of Gaussian, double wells and spring
 */
// Records of this kind are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record CompositeParameters(
    NormalParameters normal, double a, double b, double k, double[] weights) {}
