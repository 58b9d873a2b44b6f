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
package io.sparkenergy.energy;

/** What can be computed of an energy for each row. */
public enum Quantity {
  /** E(x), a number. */
  ENERGY,
  /** -∇E(x), a vector. */
  SCORE,
  /** +∇E(x), a vector. */
  GRADIENT,
  /** H(x) v, the Hessian of E times a direction v, a vector. */
  HESSIAN_VECTOR_PRODUCT
}
