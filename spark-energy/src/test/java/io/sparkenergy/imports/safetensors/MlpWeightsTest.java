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
package io.sparkenergy.imports.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MlpWeightsTest {
  private static final long[] TWO = {2};
  private static final long[] ONE = {1};

  /** 2 → 2 → 1, the layers at 0 and 2, the last one first in the file. */
  private static SafetensorsBytes network(String prefix) {
    return new SafetensorsBytes()
        .floats(prefix + "10.weight", new long[] {1, 2}, 0.5, -2)
        .floats(prefix + "10.bias", ONE, 0.25)
        .floats(prefix + "2.weight", new long[] {2, 2}, 1, 2, 3, 4)
        .floats(prefix + "2.bias", TWO, -1, 1);
  }

  private static final MlpEnergy EXPECTED =
      MlpEnergy.of(
          Activation.TANH,
          Layer.of(new double[][] {{1, 2}, {3, 4}}, new double[] {-1, 1}),
          Layer.of(new double[][] {{0.5, -2}}, new double[] {0.25}));

  private static MlpWeights weights(SafetensorsBytes bytes) {
    return MlpWeights.of(SafetensorsFile.of("m.safetensors", bytes.file()));
  }

  private static void assertIsExpected(EnergyFunction energy) {
    assertThat(Energies.toJson(energy)).isEqualTo(Energies.toJson(EXPECTED));
  }

  @Test
  void sequentialLayersAreFoundUnderAnyPrefixAndOrderedByNumber() {
    for (String prefix : List.of("", "network.", "net.", "model.energy.network.", "_orig_mod.0.")) {
      assertIsExpected(weights(network(prefix)).energy(Activation.TANH));
    }
  }

  @Test
  void energyIsTheNetworksFormula() {
    double x = 0.3;
    double y = -0.7;
    double h1 = Math.tanh(x + 2 * y - 1);
    double h2 = Math.tanh(3 * x + 4 * y + 1);
    double energy = 0.5 * h1 - 2 * h2 + 0.25;
    double dx = 0.5 * (1 - h1 * h1) - 2 * (1 - h2 * h2) * 3;
    EnergyFunction imported = weights(network("network.")).energy(Activation.TANH);
    var rows = Nd4j.createFromArray(new double[][] {{x, y}});
    assertThat(imported.energy(rows).getDouble(0)).isCloseTo(energy, within());
    assertThat(imported.score(rows).getDouble(0, 0)).isCloseTo(-dx, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-14);
  }

  @Test
  void layersMayBearNames() {
    MlpWeights named =
        weights(
            new SafetensorsBytes()
                .floats("m.out.weight", new long[] {1, 2}, 0.5, -2)
                .floats("m.out.bias", ONE, 0.25)
                .floats("m.fc.weight", new long[] {2, 2}, 1, 2, 3, 4)
                .floats("m.fc.bias", TWO, -1, 1));
    assertIsExpected(named.layers(List.of("m.fc", "m.out")).energy(Activation.TANH));
    assertIsExpected(named.module("m").layers(List.of("fc", "out")).energy(Activation.TANH));
    assertThatThrownBy(() -> named.layers(List.of("m.fc", "m.gone")).energy(Activation.TANH))
        .hasMessageContaining("found m.out.bias, m.out.weight left over");
    assertThatThrownBy(
            () -> named.layers(List.of("m.fc", "m.gone", "m.out")).energy(Activation.TANH))
        .hasMessageContaining("tensor m.gone.weight: found none, expected the weights of layer");
  }

  @Test
  void aPrefixLeavesOtherModulesOut() {
    SafetensorsBytes two = network("energy.").floats("proposal.0.weight", TWO, 1, 1);
    assertIsExpected(weights(two).module("energy").energy(Activation.TANH));
    assertThatThrownBy(() -> weights(two).energy(Activation.TANH))
        .hasMessageContaining("more than one nn.Sequential: energy., proposal., expected one");
    assertThatThrownBy(() -> weights(two).module("nergy").energy(Activation.TANH))
        .hasMessageContaining("none below nergy., expected one or more of energy.10.weight");
  }

  @Test
  void aMissingBiasIsZeroOnlyIfSaidSo() {
    SafetensorsBytes noBias =
        new SafetensorsBytes()
            .floats("0.weight", new long[] {2, 2}, 1, 2, 3, 4)
            .floats("2.weight", new long[] {1, 2}, 1, 1)
            .floats("2.bias", ONE, 3);
    assertThatThrownBy(() -> weights(noBias).energy(Activation.RELU))
        .hasMessageContaining("tensor 0.bias: found none, expected the bias of layer 0; if");
    assertThat(Energies.toJson(weights(noBias).missingBiasIsZero().energy(Activation.RELU)))
        .contains("\"b\":[0.0,0.0]", "\"b\":[3.0]");
  }

  @Test
  void leftOverTensorsAreNamed() {
    assertThatThrownBy(
            () -> weights(network("net.").floats("net.3.running_mean", TWO, 0, 0)).energy(null))
        .hasMessageContaining("tensors: found net.3.running_mean, expected names of an nn.Seq");
    assertThatThrownBy(() -> weights(new SafetensorsBytes()).energy(Activation.SILU))
        .hasMessageContaining("tensors: found none, expected one or more");
    SafetensorsBytes many = new SafetensorsBytes();
    for (int i = 0; i < 11; i++) {
      many.floats("t" + i, ONE, 1);
    }
    assertThatThrownBy(() -> weights(many).energy(Activation.SILU))
        .hasMessageContaining("found t0, t1, t2, t3, t4, t5, t6, t7 and 3 more, expected names");
  }

  @Test
  void aLayerWithoutWeightsIsNamed() {
    assertThatThrownBy(
            () -> weights(network("net.").floats("net.12.bias", ONE, 0)).energy(Activation.SILU))
        .hasMessageContaining("tensor net.12.weight: found none");
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertShape(
        new long[] {4}, TWO, "0.weight: found shape (4), expected shape (out, in): (out, i");
    assertShape(new long[] {2, 2, 1}, TWO, "0.weight: found shape (2, 2, 1)");
    assertShape(new long[] {1, 4}, ONE, "2.weight: found shape (1, 2), expected shape (1, 1): the");
    assertShape(
        new long[] {2, 2}, new long[] {2, 1}, "0.bias: found shape (2, 1), expected shape (2)");
    assertShape(new long[] {0, 4}, TWO, "0.weight: found shape (0, 4)");
    SafetensorsBytes wide =
        new SafetensorsBytes()
            .floats("0.weight", new long[] {2, 2}, 1, 2, 3, 4)
            .floats("0.bias", TWO, 1, 2);
    assertThatThrownBy(() -> weights(wide).energy(Activation.SILU))
        .hasMessageContaining("0.weight: found shape (2, 2), expected shape (1, in): the last");
  }

  private static void assertShape(long[] weight, long[] bias, String message) {
    double[] numbers =
        new double[Math.toIntExact(java.util.Arrays.stream(weight).reduce(1, (a, b) -> a * b))];
    double[] offsets =
        new double[Math.toIntExact(java.util.Arrays.stream(bias).reduce(1, (a, b) -> a * b))];
    SafetensorsBytes bytes =
        new SafetensorsBytes()
            .floats("0.weight", weight, numbers)
            .floats("0.bias", bias, offsets)
            .floats("2.weight", new long[] {1, 2}, 1, 1)
            .floats("2.bias", ONE, 3);
    assertThatThrownBy(() -> weights(bytes).energy(Activation.SILU))
        .hasMessageContaining("tensor " + message);
  }

  /** A shape of no entries may have any number of rows, and none must be allocated. */
  @Test
  void rowsWithoutEntriesAreRefusedBeforeTheyAreMade() {
    SafetensorsBytes hollow =
        new SafetensorsBytes()
            .floats("0.weight", new long[] {1L << 40, 0})
            .floats("0.bias", ONE, 1);
    assertThatThrownBy(() -> weights(hollow).energy(Activation.SILU))
        .hasMessageContaining("tensor 0.weight: found shape (1099511627776, 0)");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    SafetensorsBytes nan =
        new SafetensorsBytes()
            .floats("0.weight", new long[] {1, 2}, 1, Double.NaN)
            .floats("0.bias", ONE, 1);
    assertThatThrownBy(() -> weights(nan).energy(Activation.SILU))
        .hasMessageContaining("m.safetensors: layer 0: W[0][1]: found NaN, expected a finite");
  }
}
