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
package io.sparkenergy.backend.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.energy.AckleyEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.energy.Sin2Energy;
import io.sparkenergy.expression.Operator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which operators are computed together, in registers of 16 float32 or 8 float64 numbers. */
class ScheduleTest {
  private static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);
  private static final Set<Quantity> ENERGY = EnumSet.of(Quantity.ENERGY);

  private static List<Step> steps(
      EnergyFunction energy, int d, Set<Quantity> quantities, Precision precision) {
    int lanes = precision == Precision.FLOAT ? 16 : 8;
    return Plan.of(energy.program(quantities, d), lanes, true, precision).steps();
  }

  private static List<Step.Fused> withSines(List<Step> steps) {
    return steps.stream()
        .filter(Step.Fused.class::isInstance)
        .map(Step.Fused.class::cast)
        .filter(loop -> loop.nodes().stream().anyMatch(Step::isSineOrCosine))
        .toList();
  }

  @Test
  void inSinglePrecisionASineIsPartOfTheLoopThatAddsItUp() {
    for (EnergyFunction energy : List.of(Sin2Energy.of(1), AckleyEnergy.of(20, 0.2, 6.28))) {
      List<Step.Fused> loops = withSines(steps(energy, 32, ENERGY, Precision.FLOAT));
      assertThat(loops).hasSize(1);
      assertThat(loops.get(0).sums()).isNotEmpty();
      assertThat(loops.get(0).stored()).isEmpty();
    }
  }

  @Test
  void sineAndCosineOfOneArgumentAreOneStep() {
    for (Precision precision : Precision.values()) {
      for (EnergyFunction energy : List.of(Sin2Energy.of(1), AckleyEnergy.of(20, 0.2, 6.28))) {
        List<Step> steps = steps(energy, 32, BOTH, precision);
        assertThat(withSines(steps)).isEmpty();
        assertThat(steps).filteredOn(Step.SineAndCosine.class::isInstance).hasSize(1);
      }
    }
  }

  @Test
  void inDoublePrecisionASineIsAStepOfItsOwn() {
    List<Step> steps = steps(Sin2Energy.of(1), 32, ENERGY, Precision.DOUBLE);
    assertThat(withSines(steps)).isEmpty();
    assertThat(steps)
        .anyMatch(
            step -> step instanceof Step.Single single && single.node().operator() == Operator.SIN);
  }

  @Test
  void sinesOfManyArgumentsAreSeveralLoops() {
    EnergyFunction energy =
        EnergyFunction.define(
            "waves", 32, x -> x.sin().plus(x.times(2).sin()).plus(x.times(3).sin()).sum());
    assertThat(withSines(steps(energy, 32, ENERGY, Precision.FLOAT))).hasSize(3);
  }

  @Test
  void aQuadraticFormIsAddedUpWhileItsProductIsComputed() {
    double[][] covariance = new double[32][32];
    for (int i = 0; i < 32; i++) {
      covariance[i][i] = 1 + i;
      covariance[i][(i + 1) % 32] = 0.25;
      covariance[(i + 1) % 32][i] = 0.25;
    }
    GaussianEnergy gaussian = GaussianEnergy.of(new double[32], covariance);
    List<Step.Quadratic> forms =
        steps(gaussian, 32, BOTH, Precision.DOUBLE).stream()
            .filter(Step.Quadratic.class::isInstance)
            .map(Step.Quadratic.class::cast)
            .toList();
    assertThat(forms).hasSize(1);
    assertThat(forms.get(0).written()).isPresent();
    assertThat(forms.get(0).factor()).isEqualTo(-1);
    assertThat(
            steps(gaussian, 32, ENERGY, Precision.DOUBLE).stream()
                .filter(Step.Quadratic.class::isInstance)
                .map(step -> ((Step.Quadratic) step).written()))
        .containsExactly(Optional.empty());
  }
}
