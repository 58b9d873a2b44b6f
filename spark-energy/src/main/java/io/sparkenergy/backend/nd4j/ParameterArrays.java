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
package io.sparkenergy.backend.nd4j;

import io.sparkenergy.expression.Matrix;
import io.sparkenergy.expression.ParameterVector;
import java.util.EnumMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of energies as arrays, built once in a JVM and shared by its tasks. Equal
 * parameters are one array, so tasks that were each sent a copy of an energy share it too. An array
 * lives as long as the parameter it was built from.
 */
final class ParameterArrays {
  private static final Map<Object, Map<DataType, INDArray>> ARRAYS = new WeakHashMap<>();

  private ParameterArrays() {}

  /** Shape (1, length). */
  static INDArray of(ParameterVector vector, DataType type) {
    return shared(vector, type, () -> Nd4j.createFromArray(new double[][] {vector.toArray()}));
  }

  /** Shape (rows, columns). */
  static INDArray of(Matrix matrix, DataType type) {
    return shared(
        matrix,
        type,
        () -> Nd4j.createFromArray(matrix.toArray()).reshape('c', matrix.rows(), matrix.columns()));
  }

  private static INDArray shared(Object parameter, DataType type, Supplier<INDArray> build) {
    synchronized (ARRAYS) {
      return ARRAYS
          .computeIfAbsent(parameter, key -> new EnumMap<>(DataType.class))
          .computeIfAbsent(type, key -> build.get().castTo(type));
    }
  }
}
