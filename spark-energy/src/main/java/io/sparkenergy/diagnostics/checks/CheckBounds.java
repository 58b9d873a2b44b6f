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
package io.sparkenergy.diagnostics.checks;

import java.io.Serializable;

/**
 * What checks let pass. Energies are compared relative to the larger of |E| of the row and its mean
 * over the sample, scores in the maximum norm relative to the same of theirs.
 *
 * @param difference what a finite difference and the score may be apart, relative to ‖score‖,
 *     beside what the step itself leaves open
 * @param invariance a row alone and the row in a batch
 * @param precision float32 and float64; the energy's also relative to Σ |xᵢ sᵢ|, which the rounding
 *     of x itself may cost
 * @param backend one backend and another
 * @param symmetry uᵀHv and vᵀHu, relative to ‖u‖‖Hv‖ + ‖v‖‖Hu‖
 */
public record CheckBounds(
    double difference, double invariance, double precision, double backend, double symmetry)
    implements Serializable {
  /** 1e-6, 1e-12, 1e-3, 1e-9, 1e-9. */
  public static CheckBounds defaults() {
    return new CheckBounds(1e-6, 1e-12, 1e-3, 1e-9, 1e-9);
  }

  public CheckBounds difference(double most) {
    return new CheckBounds(most, invariance, precision, backend, symmetry);
  }

  public CheckBounds invariance(double most) {
    return new CheckBounds(difference, most, precision, backend, symmetry);
  }

  public CheckBounds precision(double most) {
    return new CheckBounds(difference, invariance, most, backend, symmetry);
  }

  public CheckBounds backend(double most) {
    return new CheckBounds(difference, invariance, precision, most, symmetry);
  }

  public CheckBounds symmetry(double most) {
    return new CheckBounds(difference, invariance, precision, backend, most);
  }
}
