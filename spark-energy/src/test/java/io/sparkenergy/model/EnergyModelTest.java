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
package io.sparkenergy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.energy.DensityModelEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class EnergyModelTest {
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  /** A Gaussian of dimension 150, whose covariance alone is 180 kB. */
  private static EnergyFunction large() {
    return GaussianEnergy.standard(150);
  }

  private static byte[] written(Serializable object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  @Test
  void modelsOfEqualContentAreEqualAndShareTheirEnergy() {
    EnergyModel one = EnergyModel.of("one", HarmonicEnergy.of(3));
    EnergyModel other = EnergyModel.of("other", HarmonicEnergy.of(3));
    assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(other.energy()).isSameAs(one.energy());
    assertThat(EnergyModel.of("one", HarmonicEnergy.of(4))).isNotEqualTo(one);
  }

  @Test
  void aSmallModelTravelsWholeAndIsSharedWhereItArrives() throws Exception {
    EnergyModel model = EnergyModel.of("small", HarmonicEnergy.of(3));
    EnergyModel arrived = (EnergyModel) read(written(model));
    assertThat(arrived).isEqualTo(model);
    assertThat(arrived.name()).isEqualTo("small");
    assertThat(arrived.energy()).isSameAs(model.energy());
  }

  @Test
  void aLargeModelIsBroadcastAndTasksCarryItsHandle() throws Exception {
    EnergyModel model = EnergyModel.of("large", large());
    assertThat(written(large()).length).isGreaterThan(EnergyModel.INLINE_BYTES);
    byte[] first = written(model);
    assertThat(first.length).isLessThan(4096);
    EnergyModel arrived = (EnergyModel) read(first);
    assertThat(arrived.energy()).isSameAs(model.energy());
    assertThat(written(arrived).length).isLessThan(4096);
  }

  @Test
  void aLargeModelGivesTheEnergiesOfItsFormula() {
    SparkEnergy.register(SPARK, "large", large());
    try {
      Row sums =
          SPARK
              .sql(
                  "SELECT sum(energy('large', array_repeat(double(id), 150))), sum(75 * id * id)"
                      + " FROM range(0, 50, 1, 4)")
              .first();
      assertThat(sums.getDouble(0)).isEqualTo((double) sums.getLong(1));
    } finally {
      SparkEnergy.unregister("large");
    }
  }

  /** Holds what Java cannot serialise. */
  private static final class Unserialisable implements DensityModel {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings({"serial", "unused"})
    private final Object lock = new Object();

    @Override
    public INDArray logDensity(INDArray x) {
      return x.sum(1);
    }
  }

  @Test
  void anEnergyThatCannotTravelIsRefusedAtOnce() {
    assertThatThrownBy(() -> EnergyModel.of("held", DensityModelEnergy.of(new Unserialisable())))
        .hasMessageContaining("ENERGY_NOT_SERIALIZABLE")
        .hasMessageContaining("java.lang.Object is not serializable");
  }
}
