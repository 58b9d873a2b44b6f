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

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Evaluates an energy over a batch that a user holds as an array. Implemented by a backend and
 * found through {@link java.util.ServiceLoader}, because this package knows no backend.
 */
public interface ArrayEvaluator {
  /**
   * One quantity for every row.
   *
   * @param x shape (n, d), float64 or float32; the result has the same type
   */
  INDArray evaluate(EnergyFunction energy, Quantity quantity, INDArray x);

  /** H(x) v for every row; v has x's shape. */
  INDArray hessianVectorProduct(EnergyFunction energy, INDArray x, INDArray v);

  /** The trace of the Hessian, exactly, by d Hessian-vector products; shape (n). */
  INDArray laplacian(EnergyFunction energy, INDArray x);
}
