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

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Expression;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What the contract refuses, one test a line; each message names the field and what it held. */
class RefusalsTest {
  private static final EnergyFunction PLAIN = HarmonicEnergy.standard();

  private static void refuses(ThrowingCallable work, String... parts) {
    assertThatThrownBy(work).isInstanceOf(EnergyException.class).hasMessageContainingAll(parts);
  }

  private static ThrowingCallable gaussian(double[][] covariance) {
    return () -> GaussianEnergy.of(new double[2], covariance);
  }

  @Test
  void covarianceThatIsNotSquare() {
    refuses(gaussian(new double[][] {{1, 0}, {0}}), "cov[1]: found 1 entries");
  }

  @Test
  void covarianceThatDoesNotMatchTheMean() {
    refuses(gaussian(new double[][] {{1}}), "cov: found 1 entries, expected 2 entries, as mean");
  }

  @Test
  void covarianceThatIsNotSymmetric() {
    refuses(gaussian(new double[][] {{1, 0.5}, {0.5 + 1e-9, 1}}), "cov[1][0]", "symmetric");
  }

  @Test
  void covarianceWithNaN() {
    refuses(gaussian(new double[][] {{1, Double.NaN}, {0, 1}}), "cov[0][1]: found NaN");
  }

  @Test
  void covarianceWithInfinity() {
    refuses(
        gaussian(new double[][] {{1, 0}, {0, Double.POSITIVE_INFINITY}}),
        "cov[1][1]: found Infinity");
  }

  @Test
  void covarianceThatIsIndefinite() {
    refuses(gaussian(new double[][] {{1, 2}, {2, 1}}), "cov: found", "positive definite");
  }

  @Test
  void covarianceThatIsSingular() {
    refuses(gaussian(new double[][] {{1, 1}, {1, 1}}), "cov: found", "positive definite");
  }

  @Test
  void noComponents() {
    refuses(() -> CompositeEnergy.of(CompositeEnergy.Operation.SUM, List.of()), "components");
    refuses(() -> MixtureEnergy.of(List.of()), "components: found none");
    refuses(() -> LogSumExpEnergy.of(List.of()), "terms: found none");
  }

  @Test
  void countOfWeightsThatDiffers() {
    refuses(() -> CompositeEnergy.sum(PLAIN, PLAIN).weights(1), "weights: found 1 entries");
    refuses(() -> MixtureEnergy.of(PLAIN).weights(1, 2), "weights: found 2 entries");
  }

  @Test
  void weightThatIsNaN() {
    refuses(() -> CompositeEnergy.sum(PLAIN).weights(Double.NaN), "weights[0]: found NaN");
  }

  @Test
  void unknownOperation() {
    refuses(
        () ->
            Energies.fromJson(
                "{\"type\":\"composite\",\"operation\":\"mean\",\"components\":[{\"type\":\"sin2\"}]}"),
        "operation: found mean");
  }

  @Test
  void unknownActivation() {
    refuses(
        () -> Energies.fromJson("{\"type\":\"mlp\",\"activation\":\"swish\",\"layers\":[]}"),
        "activation: found swish");
  }

  @Test
  void mixtureWeightThatIsNegative() {
    refuses(() -> MixtureEnergy.of(PLAIN, PLAIN).weights(1, -1), "weights[1]: found -1.0");
  }

  @Test
  void mixtureWeightsThatAreAllZero() {
    refuses(() -> MixtureEnergy.of(PLAIN, PLAIN).weights(0, 0), "weights: found all 0");
  }

  @Test
  void componentsOfDifferentDimensions() {
    refuses(
        () -> CompositeEnergy.sum(GaussianEnergy.standard(2), GaussianEnergy.standard(3)),
        "components[1]: found d = 3, expected d = 2");
    refuses(
        () -> MixtureEnergy.of(HimmelblauEnergy.standard(), GaussianEnergy.standard(3)),
        "components[1]: found d = 3");
    refuses(
        () -> CompositeEnergy.sum(GaussianEnergy.standard(1), RosenbrockEnergy.standard()),
        "components[1]: found d >= 2");
  }

  @Test
  void scaleThatIsNotPositive() {
    refuses(() -> DensityEnergy.laplace(new double[2], new double[] {1, 0}), "scale[1]: found 0.0");
    refuses(() -> FunnelEnergy.of(-1), "sigma: found -1.0");
  }

  @Test
  void degreesOfFreedomThatAreNotPositive() {
    refuses(() -> DensityEnergy.studentT(new double[1], new double[] {1}, 0), "df: found 0.0");
  }

  @Test
  void layersThatDoNotChain() {
    Layer first = Layer.of(new double[3][2], new double[3]);
    refuses(
        () -> MlpEnergy.of(Activation.SILU, first, Layer.of(new double[1][4], new double[1])),
        "layers[1].W: found 4 columns, expected 3");
  }

  @Test
  void lastLayerThatIsNotScalar() {
    refuses(
        () -> MlpEnergy.of(Activation.SILU, Layer.of(new double[2][2], new double[2])),
        "layers[0].W: found 2 rows");
  }

  @Test
  void rowsOfTheWrongDimension() {
    refuses(
        () -> GaussianEnergy.standard(3).energy(Nd4j.zeros(DataType.DOUBLE, 4, 1)),
        "gaussian: found d = 1, expected d = 3");
    refuses(
        () -> RosenbrockEnergy.standard().score(Nd4j.zeros(DataType.DOUBLE, 4, 1)),
        "rosenbrock: found d = 1, expected d >= 2");
    refuses(
        () -> FunnelEnergy.standard().energy(Nd4j.zeros(DataType.DOUBLE, 4, 1)),
        "funnel: found d = 1, expected d >= 2");
    refuses(
        () -> HimmelblauEnergy.standard().energy(Nd4j.zeros(DataType.DOUBLE, 4, 3)),
        "himmelblau: found d = 3, expected d = 2");
  }

  @Test
  void arraysThatAreNoBatches() {
    refuses(() -> PLAIN.energy(Nd4j.zeros(DataType.DOUBLE, 3)), "x: found shape [3]");
    refuses(() -> PLAIN.energy(Nd4j.zeros(DataType.INT32, 3, 2)), "x: found type INT");
  }

  @Test
  void definitionsWhoseShapesDoNotFit() {
    refuses(() -> EnergyFunction.define("v", x -> x.sin()), "v: found a vector of d", "sum()");
    refuses(
        () -> EnergyFunction.define("e", x -> x.dropFirst(1).times(x).sum()),
        "multiply: found a vector of d-1 and a vector of d");
    refuses(() -> EnergyFunction.define("e", 2, x -> x.get(2)), "element: found entry 2");
    refuses(() -> EnergyFunction.define("e", x -> x.sum().sum()), "sum: found a scalar");
    refuses(() -> Expression.parameter(1, Double.NaN), "parameter[1]: found NaN");
    refuses(() -> Expression.constant(Double.NEGATIVE_INFINITY), "constant: found -Infinity");
  }

  @Test
  void samplesThatCannotBeFitted() {
    refuses(() -> GaussianEnergy.fromSamples(Nd4j.zeros(DataType.DOUBLE, 1, 2)), "found n = 1");
    refuses(
        () ->
            GaussianEnergy.fromSamples(
                Nd4j.createFromArray(new double[][] {{1, 2}, {3, Double.NaN}})),
        "NaN or infinity in feature 1");
    refuses(() -> GaussianEnergy.fromSamples(Nd4j.ones(DataType.DOUBLE, 5, 2), 0), "cov");
    refuses(() -> GaussianEnergy.fromSamples(Nd4j.ones(5, 2), -1), "regularization: found -1.0");
  }
}
