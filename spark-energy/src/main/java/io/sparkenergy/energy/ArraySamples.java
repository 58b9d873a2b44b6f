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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.numerics.Moments;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The rows of an array of shape (n, d). */
record ArraySamples(INDArray rows) implements Samples {
  ArraySamples {
    if (rows.rank() != 2) {
      throw EnergyException.of(
          ErrorCondition.BATCH_SHAPE,
          "argument",
          "samples",
          "found",
          "shape " + Arrays.toString(rows.shape()),
          "expected",
          "shape (n, d)");
    }
  }

  @Override
  public Moments moments() {
    Moments moments = new Moments();
    if (!rows.isEmpty()) {
      for (double[] row : rows.castTo(DataType.DOUBLE).toDoubleMatrix()) {
        moments.add(row);
      }
    }
    return moments;
  }

  @Override
  public String description() {
    return "an array of shape " + Arrays.toString(rows.shape());
  }
}
