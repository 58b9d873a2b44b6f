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
package io.sparkenergy.backend.cuda.source;

import io.sparkenergy.expression.Matrix;
import io.sparkenergy.expression.ParameterVector;

/**
 * A device array that all rows share, rounded to the program's precision on its way to the device.
 * Equal contents are equal parameters, so that one array serves all programs of a device. It begins
 * at a multiple of 16 bytes.
 */
public sealed interface CudaParameter {
  /** The numbers, in float64; a matrix's row after row. */
  double[] toArray();

  /** How many numbers. */
  int length();

  /** A vector, which kernels read. */
  record Vector(ParameterVector values) implements CudaParameter {
    @Override
    public double[] toArray() {
      return values.toArray();
    }

    @Override
    public int length() {
      return values.length();
    }
  }

  /** A matrix, for products. */
  record Coefficients(Matrix matrix) implements CudaParameter {
    @Override
    public double[] toArray() {
      return matrix.toArray();
    }

    @Override
    public int length() {
      return matrix.rows() * matrix.columns();
    }
  }
}
