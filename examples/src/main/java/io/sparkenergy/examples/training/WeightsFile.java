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
package io.sparkenergy.examples.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's weights as {@code safetensors.torch.save_file(model.state_dict(), path)} has them.
 */
final class WeightsFile {
  private final Perceptron network;
  private final List<String> entries = new ArrayList<>();
  private final ByteBuffer data;

  private WeightsFile(Perceptron network) {
    this.network = network;
    int numbers = 0;
    for (int layer = 0; layer < network.layers(); layer++) {
      numbers += network.outputs(layer) * (network.inputs(layer) + 1);
    }
    data = ByteBuffer.allocate(Float.BYTES * numbers).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Layers at the even places of an nn.Sequential called {@code network}: silu has the odd ones.
   */
  static byte[] of(Perceptron network) {
    WeightsFile file = new WeightsFile(network);
    file.entries.add("\"__metadata__\":{\"format\":\"pt\"}");
    for (int layer = 0; layer < network.layers(); layer++) {
      file.addLayer(layer);
    }
    return file.bytes();
  }

  private void addLayer(int layer) {
    int begin = data.position();
    for (int o = 0; o < network.outputs(layer); o++) {
      data.putFloat((float) network.offset(layer, o));
    }
    addEntry(layer, "bias", "[" + network.outputs(layer) + "]", begin);
    begin = data.position();
    for (int o = 0; o < network.outputs(layer); o++) {
      for (int i = 0; i < network.inputs(layer); i++) {
        data.putFloat((float) network.weight(layer, o, i));
      }
    }
    String shape = "[" + network.outputs(layer) + "," + network.inputs(layer) + "]";
    addEntry(layer, "weight", shape, begin);
  }

  private void addEntry(int layer, String part, String shape, int begin) {
    entries.add(
        "\"network.%d.%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(2 * layer, part, shape, begin, data.position()));
  }

  private byte[] bytes() {
    String header = "{" + String.join(",", entries) + "}";
    header += " ".repeat((8 - header.length() % 8) % 8);
    return ByteBuffer.allocate(Long.BYTES + header.length() + data.capacity())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length())
        .put(header.getBytes(StandardCharsets.UTF_8))
        .put(data.array())
        .array();
  }
}
