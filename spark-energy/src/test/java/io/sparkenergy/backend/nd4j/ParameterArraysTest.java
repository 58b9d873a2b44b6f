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

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.expression.Matrix;
import io.sparkenergy.expression.ParameterVector;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ParameterArraysTest {
  @Test
  void tasksThatWereSentCopiesOfAnEnergyShareItsArrays() {
    Matrix matrix = Matrix.of(new double[][] {{1, 2}, {3, 4}});
    Matrix copy = Matrix.of(new double[][] {{1, 2}, {3, 4}});
    assertThat(ParameterArrays.of(matrix, DataType.DOUBLE))
        .isSameAs(ParameterArrays.of(copy, DataType.DOUBLE));
    ParameterVector vector = ParameterVector.of(1, 2);
    assertThat(ParameterArrays.of(vector, DataType.FLOAT))
        .isSameAs(ParameterArrays.of(ParameterVector.of(1, 2), DataType.FLOAT));
    assertThat(ParameterArrays.of(vector, DataType.FLOAT).dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void parametersOfOneShapeAndOtherNumbersAreApart() {
    assertThat(ParameterArrays.of(ParameterVector.of(1, 2), DataType.DOUBLE).toDoubleVector())
        .containsExactly(1, 2);
    assertThat(ParameterArrays.of(ParameterVector.of(1, 3), DataType.DOUBLE).toDoubleVector())
        .containsExactly(1, 3);
  }
}
