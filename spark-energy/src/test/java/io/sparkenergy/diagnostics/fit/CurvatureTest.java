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
package io.sparkenergy.diagnostics.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CurvatureTest {
  static Stream<Arguments> energies() {
    return EnergyCatalogue.all().entrySet().stream()
        .filter(entry -> entry.getValue().rowFunctions().isEmpty())
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  /** Against the Hessian-vector products that the reference evaluator gives. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("energies")
  void isTheProductOfDirectionHessianDirection(String name, EnergyFunction energy) {
    double[][] x = Points.normal(20, 1, 0.1, -0.3);
    double[][] v = Points.normal(20, 2, 0, 0);
    double[][] xv = new double[20][];
    for (int i = 0; i < 20; i++) {
      xv[i] = new double[] {x[i][0], x[i][1], v[i][0], v[i][1]};
    }
    INDArray product = energy.hessianVectorProduct(Nd4j.create(x), Nd4j.create(v));
    INDArray found = Curvature.of(energy, 2).energy(Nd4j.create(xv));
    for (int i = 0; i < 20; i++) {
      double first = v[i][0] * product.getDouble(i, 0);
      double second = v[i][1] * product.getDouble(i, 1);
      double scale = 1 + Math.abs(first) + Math.abs(second);
      assertThat(found.getDouble(i)).isCloseTo(first + second, within(1e-11 * scale));
    }
  }
}
