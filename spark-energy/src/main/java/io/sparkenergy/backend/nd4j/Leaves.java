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

import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DifferentiableDensityModel;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.RowFunction;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs what is not an expression: a user's own model, on the arrays of a batch. */
final class Leaves {
  private Leaves() {}

  static Kernel kernel(Operands in) {
    RowFunction function =
        Attribute.as(Attribute.Leaf.class, in.instruction().attribute()).function();
    INDArray x = in.compact(0);
    INDArray z = in.output();
    if (in.instruction().operator() == Operator.LEAF && function instanceof DensityModel model) {
      // The model gets a copy: whatever it does to its argument, the rows stay as they are.
      return () -> take(model, model.logDensity(x.dup()), new long[] {x.size(0)}, z);
    }
    if (function instanceof DifferentiableDensityModel model) {
      return () -> take(model, model.logDensityGradient(x.dup()), x.shape(), z);
    }
    throw EnergyException.of(
        ErrorCondition.UNSUPPORTED_BY_BACKEND,
        "backend",
        "nd4j",
        "energy",
        function.name(),
        "reason",
        function.getClass().getName() + " is not a density model");
  }

  private static void take(DensityModel model, INDArray result, long[] expected, INDArray z) {
    if (!Arrays.equals(result.shape(), expected)) {
      throw EnergyException.of(
          ErrorCondition.BATCH_SHAPE,
          "argument",
          "result of " + model.name(),
          "found",
          "shape " + Arrays.toString(result.shape()),
          "expected",
          "shape " + Arrays.toString(expected));
    }
    z.assign(result.reshape(z.shape()));
  }
}
