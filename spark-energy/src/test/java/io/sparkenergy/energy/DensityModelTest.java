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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DensityModelTest {
  private static final INDArray X = Nd4j.createFromArray(new double[][] {{1, 2}, {3, -4}});

  /** log p = -½ |x|², and spoils its argument on the way. */
  private static final class Standard implements DifferentiableDensityModel {
    private static final long serialVersionUID = 1L;

    @Override
    public INDArray logDensity(INDArray x) {
      return x.muli(x).sum(1).mul(-0.5);
    }

    @Override
    public INDArray logDensityGradient(INDArray x) {
      return x.neg();
    }
  }

  @Test
  void energyIsMinusTheLogDensityAndScoreItsGradient() {
    EnergyFunction energy = DensityModelEnergy.of(new Standard());
    INDArray x = X.dup();
    assertThat(energy.energy(x).toDoubleVector()).containsExactly(2.5, 12.5);
    assertThat(energy.score(x).toDoubleMatrix()).isDeepEqualTo(new double[][] {{-1, -2}, {-3, 4}});
    assertThat(x).isEqualTo(X);
  }

  @Test
  void modelsTakePartInComposites() {
    EnergyFunction both =
        CompositeEnergy.sum(DensityModelEnergy.of(new Standard()), HarmonicEnergy.of(1))
            .weights(2, 1);
    assertThat(both.energy(X).toDoubleVector()).containsExactly(7.5, 37.5);
    assertThat(both.score(X).toDoubleMatrix()).isDeepEqualTo(new double[][] {{-3, -6}, {-9, 12}});
  }

  @Test
  void scoreOfAModelWithoutGradientIsRefused() {
    DensityModel model = x -> x.sum(1);
    EnergyFunction energy = DensityModelEnergy.of(model);
    assertThat(energy.energy(X).toDoubleVector()).containsExactly(-3, 1);
    assertThatThrownBy(() -> energy.score(X))
        .hasMessageContaining("ENERGY_NO_GRADIENT")
        .hasMessageContaining(model.name())
        .hasMessageContaining("without its gradient");
  }

  @Test
  void secondDerivativesAreRefused() {
    assertThatThrownBy(() -> DensityModelEnergy.of(new Standard()).laplacian(X))
        .hasMessageContaining("Standard gives no second derivative");
  }

  @Test
  void resultOfTheWrongShapeIsRefused() {
    DensityModel wrong = x -> x.sum(0);
    EnergyFunction energy = DensityModelEnergy.of(wrong);
    INDArray three = Nd4j.ones(DataType.DOUBLE, 3, 2);
    assertThatThrownBy(() -> energy.energy(three))
        .hasMessageContaining("found shape [2], expected shape [3]");
  }

  @Test
  void modelsHaveNoJson() {
    assertThatThrownBy(
            () -> Energies.toJson(TemperedEnergy.of(DensityModelEnergy.of(new Standard()), 2)))
        .hasMessageContaining("ENERGY_NO_JSON_FORM")
        .hasMessageContaining("Standard");
  }
}
