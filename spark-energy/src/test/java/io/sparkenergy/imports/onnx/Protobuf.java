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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes protobuf messages: the other end of {@link WireReader}, and nothing shared with it. */
final class Protobuf {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Protobuf integer(int field, long value) {
    return number(8L * field).number(value);
  }

  Protobuf real(int field, float value) {
    number(8L * field + 5);
    bytes.writeBytes(bytesOf(buffer(4).putFloat(value)));
    return this;
  }

  Protobuf real64(int field, double value) {
    number(8L * field + 1);
    bytes.writeBytes(bytesOf(buffer(8).putDouble(value)));
    return this;
  }

  Protobuf text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Consumer<Protobuf> content) {
    Protobuf inner = new Protobuf();
    content.accept(inner);
    return bytes(field, inner.toByteArray());
  }

  Protobuf bytes(int field, byte... value) {
    number(8L * field + 2).number(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** A number as it stands, without a field. */
  Protobuf number(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
    }
    bytes.write((int) rest);
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /** All bytes of a buffer. */
  static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
