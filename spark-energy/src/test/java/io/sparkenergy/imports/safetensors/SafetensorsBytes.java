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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes safetensors files by the letter of the format, right ones and wrong ones. */
final class SafetensorsBytes {
  private final List<String> headers = new ArrayList<>();
  private final List<byte[]> data = new ArrayList<>();
  private int length;

  /** A tensor of float32 numbers. */
  SafetensorsBytes floats(String name, long[] shape, double... values) {
    ByteBuffer bytes = buffer(4 * values.length);
    Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
    return tensor(name, "F32", shape, bytesOf(bytes));
  }

  SafetensorsBytes doubles(String name, long[] shape, double... values) {
    ByteBuffer bytes = buffer(8 * values.length);
    Arrays.stream(values).forEach(bytes::putDouble);
    return tensor(name, "F64", shape, bytesOf(bytes));
  }

  /** A tensor of numbers of two bytes each, as bits. */
  SafetensorsBytes shorts(String name, String dtype, int... bits) {
    ByteBuffer bytes = buffer(2 * bits.length);
    Arrays.stream(bits).forEach(value -> bytes.putShort((short) value));
    return tensor(name, dtype, new long[] {bits.length}, bytesOf(bytes));
  }

  SafetensorsBytes tensor(String name, String dtype, long[] shape, byte... bytes) {
    headers.add(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(
                name,
                dtype,
                Arrays.stream(shape)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(",", "[", "]")),
                length,
                length + bytes.length));
    data.add(bytes);
    length += bytes.length;
    return this;
  }

  SafetensorsBytes metadata(String key, String value) {
    headers.add("\"__metadata__\":{\"%s\":\"%s\"}".formatted(key, value));
    return this;
  }

  /**
   * The file, its header filled up with spaces to a multiple of eight, as PyTorch's writer does.
   */
  byte[] file() {
    String header = "{" + String.join(",", headers) + "}";
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return of(header + " ".repeat((8 - text.length % 8) % 8), joined());
  }

  private byte[] joined() {
    ByteBuffer all = buffer(length);
    data.forEach(all::put);
    return bytesOf(all);
  }

  /** A file of any header and any bytes. */
  static byte[] of(String header, byte... data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return bytesOf(buffer(8 + text.length + data.length).putLong(text.length).put(text).put(data));
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
