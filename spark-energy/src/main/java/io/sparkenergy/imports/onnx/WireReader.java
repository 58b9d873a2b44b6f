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

import io.sparkenergy.error.EnergyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * The fields of one protobuf message (https://protobuf.dev/programming-guides/encoding), in the
 * order in which they stand. No length is believed before the bytes are seen to be there, and
 * nothing is read that is not asked for.
 */
final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final String file;
  private final ByteBuffer bytes;
  private int field;
  private int type;

  private WireReader(String file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  static WireReader of(String file, byte... bytes) {
    return new WireReader(file, ByteBuffer.wrap(bytes));
  }

  /** Goes to the next field, whose value is then to be read or skipped. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw refused("tag " + Long.toUnsignedString(tag), "a field's number and type");
    }
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  long integer() {
    requireType(VARINT);
    return varint();
  }

  float real() {
    requireType(FIXED32);
    requireBytes(Float.BYTES);
    return bytes.getFloat();
  }

  WireReader message() {
    return new WireReader(file, delimited());
  }

  String text() {
    ByteBuffer text = delimited();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw refused("bytes that are not UTF-8", "a text");
    }
  }

  /** The bytes of a text or of a message, little-endian. */
  ByteBuffer delimited() {
    requireType(DELIMITED);
    long length = varint();
    requireBytes(length);
    ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return part;
  }

  /** A repeated field of integers: one of them, or many packed. */
  void integers(LongConsumer consumer) {
    if (type == VARINT) {
      consumer.accept(varint());
      return;
    }
    WireReader packed = message();
    while (packed.bytes.hasRemaining()) {
      consumer.accept(packed.varint());
    }
  }

  /** A repeated field of float32 numbers: one of them, or many packed. */
  void floats(DoubleConsumer consumer) {
    if (type == FIXED32) {
      consumer.accept(real());
      return;
    }
    WireReader packed = message();
    while (packed.bytes.hasRemaining()) {
      packed.requireBytes(Float.BYTES);
      consumer.accept(packed.bytes.getFloat());
    }
  }

  /** A repeated field of float64 numbers: one of them, or many packed. */
  void doubles(DoubleConsumer consumer) {
    WireReader packed = type == FIXED64 ? this : message();
    do {
      if (packed != this && !packed.bytes.hasRemaining()) {
        return;
      }
      packed.requireBytes(Double.BYTES);
      consumer.accept(packed.bytes.getDouble());
    } while (packed != this);
  }

  /** Passes over the field. */
  void skip() {
    switch (type) {
      case VARINT -> varint();
      case DELIMITED -> delimited();
      case FIXED32, FIXED64 -> {
        int size = type == FIXED32 ? Float.BYTES : Double.BYTES;
        requireBytes(size);
        bytes.position(bytes.position() + size);
      }
      default -> throw refused("wire type " + type, "0, 1, 2 or 5");
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      requireBytes(1);
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw refused("a number of more than 10 bytes", "at most 10");
  }

  private void requireType(int expected) {
    if (type != expected) {
      throw refused("field " + field + " of wire type " + type, "wire type " + expected);
    }
  }

  private void requireBytes(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw refused(
          Long.toUnsignedString(count) + " bytes asked for", "at most " + bytes.remaining());
    }
  }

  private EnergyException refused(String found, String expected) {
    return EnergyException.invalidModelFile(file, "protobuf", found, expected);
  }
}
