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
import io.sparkenergy.energy.DensityEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MixtureEnergy;
import io.sparkenergy.energy.Quantity;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComponentSumsTest {
  private static final int LANES = 8;

  private static EnergyFunction diagonalNormal(Random random, int d) {
    return DensityEnergy.diagonalNormal(
        random.doubles(d, -1, 1).toArray(), random.doubles(d, 0.5, 2).toArray());
  }

  private static EnergyFunction mixture(int count, int d) {
    Random random = new Random(count);
    return MixtureEnergy.of(
        IntStream.range(0, count).mapToObj(k -> diagonalNormal(random, d)).toList());
  }

  private static List<Step> steps(EnergyFunction energy, int d, boolean fusedSums) {
    return Plan.of(
            energy.program(EnumSet.of(Quantity.ENERGY, Quantity.SCORE), d),
            LANES,
            fusedSums,
            Precision.DOUBLE)
        .steps();
  }

  private static List<Step.Components> components(EnergyFunction energy, int d) {
    return steps(energy, d, true).stream()
        .filter(Step.Components.class::isInstance)
        .map(Step.Components.class::cast)
        .toList();
  }

  @Test
  void aMixturesEnergiesAreOneStepAndItsScoreIsAnother() {
    List<Step.Components> found = components(mixture(8, 32), 32);
    assertThat(found).extracting(Step.Components::addsEntries).containsExactly(true, false);
    assertThat(found).allSatisfy(step -> assertThat(step.components()).hasSize(8));
    assertThat(found.get(0).results()).hasSize(8);
    assertThat(found.get(1).results()).hasSize(1);
  }

  @Test
  void fewComponentsAreComputedOneByOne() {
    assertThat(components(mixture(3, 32), 32)).isEmpty();
  }

  @Test
  void plainLoopsTakeNothingTogether() {
    assertThat(steps(mixture(8, 32), 32, false)).noneMatch(Step.Components.class::isInstance);
  }
}
