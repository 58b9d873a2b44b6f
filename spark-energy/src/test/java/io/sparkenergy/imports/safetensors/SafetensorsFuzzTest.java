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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.Energies;
import io.sparkenergy.error.EnergyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files with anything wrong with them: an {@link EnergyException}, or what the bytes say. */
class SafetensorsFuzzTest {
  private static final int FILES = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static byte[] sound(Random random) {
    return new SafetensorsBytes()
        .metadata("format", "pt")
        .shorts("net.0.bias", "F16", 0x3c00, 0xc000, 0x0001)
        .floats("net.0.weight", new long[] {3, 2}, random.doubles(6, -2, 2).toArray())
        .doubles("net.2.weight", new long[] {1, 3}, random.doubles(3, -2, 2).toArray())
        .shorts("net.2.bias", "BF16", 0x4049)
        .file();
  }

  @Test
  void mutatedFilesGiveAnErrorOrTheRightNumbers() throws IOException {
    Random random = new Random(20240607);
    int refused = 0;
    int energies = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = mutated(sound(random), random);
      SafetensorsFile file;
      try {
        file = SafetensorsFile.of("fuzzed", bytes);
      } catch (EnergyException e) {
        assertThat(e.getMessage()).contains("fuzzed");
        refused++;
        continue;
      }
      requireRightTensors(file, bytes);
      if (givesTheRightEnergy(file, bytes)) {
        energies++;
      } else {
        refused++;
      }
    }
    assertThat(refused + energies).isEqualTo(FILES);
    // Neither half of the claim is empty.
    assertThat(refused).isGreaterThan(FILES / 10);
    assertThat(energies).isGreaterThan(FILES / 10);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    byte[] bytes = sound;
    int header = 8 + (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (random.nextInt(3) == 0) {
      bytes[header + random.nextInt(bytes.length - header)] ^= (byte) (1 << random.nextInt(8));
      return bytes;
    }
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(header, bytes.length));
      switch (random.nextInt(7)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "0123456789-[]{},\":.eE".charAt(random.nextInt(21));
        case 3 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length + 8));
        case 4 -> bytes = without(bytes, at, Math.min(bytes.length - 1, at + random.nextInt(9)));
        case 5 -> bytes[random.nextInt(Math.min(8, bytes.length))] = (byte) random.nextInt(256);
        default -> bytes[Math.max(at, bytes.length - 1 - random.nextInt(60))] ^= (byte) 0x10;
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - Math.max(0, to - from));
    System.arraycopy(bytes, Math.max(from, to), shorter, from, bytes.length - Math.max(from, to));
    return shorter.length == 0 ? new byte[1] : shorter;
  }

  /** Decoded once more, by the shortest code that reads a right file. */
  private static JsonNode header(byte[] bytes) throws IOException {
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return JSON.readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
  }

  private static double[] decoded(byte[] bytes, JsonNode entry) {
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = 8 + (int) data.getLong(0);
    int begin = header + entry.get("data_offsets").get(0).intValue();
    int end = header + entry.get("data_offsets").get(1).intValue();
    int size =
        switch (entry.get("dtype").textValue()) {
          case "F64" -> 8;
          case "F32" -> 4;
          default -> 2;
        };
    double[] values = new double[(end - begin) / size];
    for (int i = 0; i < values.length; i++) {
      int at = begin + i * size;
      values[i] =
          switch (entry.get("dtype").textValue()) {
            case "F64" -> Double.longBitsToDouble(data.getLong(at));
            case "F32" -> Float.intBitsToFloat(data.getInt(at));
            case "BF16" -> Float.intBitsToFloat((data.getShort(at) & 0xffff) << 16);
            default -> half(data.getShort(at) & 0xffff);
          };
    }
    return values;
  }

  /** By shifting the bits to where a float has them; 2^112 makes up for the exponents' biases. */
  private static double half(int bits) {
    int exponent = bits >> 10 & 31;
    int sign = (bits & 0x8000) << 16;
    int shifted = (bits & 0x7fff) << 13;
    return exponent == 31
        ? Float.intBitsToFloat(sign | 0x7f800000 | shifted)
        : (double) Float.intBitsToFloat(sign | shifted) * 0x1p112;
  }

  private static void requireRightTensors(SafetensorsFile file, byte[] bytes) throws IOException {
    JsonNode header = header(bytes);
    for (String name : file.names()) {
      Tensor tensor;
      try {
        tensor = file.tensor(name);
      } catch (EnergyException e) {
        assertThat(e.getMessage()).contains("fuzzed", name, "dtype");
        continue;
      }
      assertThat(tensor.values()).isEqualTo(decoded(bytes, header.get(name)));
      assertThat(tensor.shape())
          .isEqualTo(JSON.convertValue(header.get(name).get("shape"), long[].class));
    }
  }

  /** Whether the file is an energy; if so, its weights are those of the file, layer by layer. */
  private static boolean givesTheRightEnergy(SafetensorsFile file, byte[] bytes)
      throws IOException {
    String energy;
    try {
      energy = Energies.toJson(MlpWeights.of(file).energy(Activation.SILU));
    } catch (EnergyException e) {
      assertThat(e.getMessage()).contains("fuzzed");
      return false;
    }
    JsonNode header = header(bytes);
    List<double[]> found = new ArrayList<>();
    for (JsonNode layer : JSON.readTree(energy).get("layers")) {
      List<Double> weights = new ArrayList<>();
      layer.get("W").forEach(row -> row.forEach(number -> weights.add(number.doubleValue())));
      found.add(weights.stream().mapToDouble(Double::doubleValue).toArray());
      found.add(JSON.convertValue(layer.get("b"), double[].class));
    }
    List<String> names =
        file.names().stream().sorted((a, b) -> Integer.compare(place(a), place(b))).toList();
    assertThat(found).hasSameSizeAs(names);
    for (int i = 0; i < names.size(); i++) {
      assertThat(found.get(i)).isEqualTo(decoded(bytes, header.get(names.get(i))));
    }
    return true;
  }

  /** Weights before biases, layer by layer. */
  private static int place(String name) {
    String[] parts = name.split("\\.", -1);
    return 2 * Integer.parseInt(parts[parts.length - 2]) + (name.endsWith("bias") ? 1 : 0);
  }
}
