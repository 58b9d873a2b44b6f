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
package io.sparkenergy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays that users hold; what all backends have in common is in {@link BackendsTest}. */
class Nd4jBackendTest {
  private static final double[][] ROWS = EnergyCatalogue.rows(64);

  @Test
  void arraysOfAnyLayoutAreReadAndNeverChanged() {
    EnergyFunction energy = EnergyCatalogue.all().get("rosenbrock");
    INDArray x = Nd4j.createFromArray(ROWS);
    double[] expected = energy.energy(x).toDoubleVector();
    INDArray wide = Nd4j.create(DataType.DOUBLE, 64, 4);
    INDArray view = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
    view.assign(x);
    INDArray before = wide.dup();
    assertThat(energy.energy(x.dup('f')).toDoubleVector()).isEqualTo(expected);
    assertThat(energy.energy(view).toDoubleVector()).isEqualTo(expected);
    energy.score(view);
    assertThat(wide).isEqualTo(before);
  }

  @Test
  void noRowsGiveNoResults() {
    EnergyFunction energy = HarmonicEnergy.standard();
    INDArray none = Nd4j.create(DataType.DOUBLE, 0, 3);
    assertThat(energy.energy(none).shape()).containsExactly(0);
    assertThat(energy.score(none).shape()).containsExactly(0, 3);
  }
}
