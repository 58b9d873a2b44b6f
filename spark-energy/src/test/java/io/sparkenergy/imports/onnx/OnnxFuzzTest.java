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
package io.sparkenergy.imports.onnx;

import static io.sparkenergy.imports.onnx.OnnxBytes.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files with anything wrong with them: an {@link EnergyException}, or an energy that computes. */
class OnnxFuzzTest {
  private static final int FILES = 4_000;
  private static final INDArray X = Nd4j.createFromArray(new double[][] {{0.3, -0.8}, {1.5, 2}});

  private static final double[] W1 = {0.5, -1, 2, 0.25, -0.75, 1.5};
  private static final double[] W2 = {1, -2, 0.5};

  private static byte[] sound() {
    return OnnxBytes.model(13, 2)
        .floats("w1", new long[] {3, 2}, W1)
        .floats("w2", new long[] {3, 1}, W2)
        .ints("axes", 1, 2)
        .ints("shape", -1, 1, 2)
        .node("Gemm", "x w1", "h", attribute("transB", 1), attribute("alpha", 1f))
        .node("Tanh", "h", "t")
        .node("MatMul", "t w2", "m")
        .node("Reshape", "x shape", "r")
        .node("ReduceSum", "r axes", "s", attribute("keepdims", 0))
        .node("Constant", "", "one", attribute("value", OnnxBytes.intTensor(new long[] {1}, 1)))
        .node("Squeeze", "m one", "q")
        .node("Add", "q s", "e")
        .file();
  }

  private static double expected(double[] w1, double[] w2, double... x) {
    double energy = x[0] + x[1];
    for (int i = 0; i < 3; i++) {
      energy += w2[i] * Math.tanh(w1[2 * i] * x[0] + w1[2 * i + 1] * x[1]);
    }
    return energy;
  }

  @Test
  void mutatedFilesGiveAnErrorOrAnEnergy() {
    byte[] sound = sound();
    assertThat(OnnxModel.of("sound.onnx", sound).energy().energy(X).getDouble(0))
        .isCloseTo(expected(W1, W2, 0.3, -0.8), within(1e-12));
    Random random = new Random(20240608);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = mutated(sound, random);
      EnergyFunction energy;
      try {
        energy = OnnxModel.of("fuzzed.onnx", bytes).energy();
      } catch (EnergyException e) {
        assertThat(e.getMessage()).contains("fuzzed.onnx");
        refused++;
        continue;
      }
      if (energy.dimension().orElseThrow() == 2) {
        assertThat(energy.energy(X).length()).isEqualTo(2);
        assertThat(energy.score(X).shape()).containsExactly(2, 2);
      }
    }
    assertThat(refused).isBetween(FILES / 4, FILES - FILES / 20);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
        case 4 -> bytes = Arrays.copyOf(bytes, Math.max(1, random.nextInt(bytes.length + 4)));
        default -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
          System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
          bytes = shorter.length == 0 ? bytes : shorter;
        }
      }
    }
    return bytes;
  }

  /** Only weights are touched: the energy is that of the weights that the bytes then say. */
  @Test
  void mutatedWeightsGiveTheEnergyOfThoseWeights() {
    byte[] sound = sound();
    int[] places = {find(sound, W1), find(sound, W2)};
    Random random = new Random(5);
    int energies = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = sound.clone();
      int tensor = random.nextInt(2);
      bytes[places[tensor] + random.nextInt(tensor == 0 ? 24 : 12)] ^=
          (byte) (1 << random.nextInt(8));
      double[] w1 = floats(bytes, places[0], 6);
      double[] w2 = floats(bytes, places[1], 3);
      try {
        double energy = OnnxModel.of("fuzzed.onnx", bytes).energy().energy(X).getDouble(1);
        double right = expected(w1, w2, 1.5, 2);
        assertThat(energy).isCloseTo(right, within(1e-12 * (1 + Math.abs(right))));
        energies++;
      } catch (EnergyException e) {
        assertThat(e).hasMessageContaining("finite");
        assertThat(
                Arrays.stream(w1).allMatch(Double::isFinite)
                    && Arrays.stream(w2).allMatch(Double::isFinite))
            .isFalse();
      }
    }
    assertThat(energies).isGreaterThan(900);
  }

  private static int find(byte[] bytes, double... values) {
    ByteBuffer sought = Protobuf.buffer(4 * values.length);
    Arrays.stream(values).forEach(value -> sought.putFloat((float) value));
    for (int at = 0; ; at++) {
      if (Arrays.equals(
          Arrays.copyOfRange(bytes, at, at + sought.capacity()), Protobuf.bytesOf(sought))) {
        return at;
      }
    }
  }

  private static double[] floats(byte[] bytes, int at, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Protobuf.buffer(4).put(bytes, at + 4 * i, 4).getFloat(0);
    }
    return values;
  }
}
