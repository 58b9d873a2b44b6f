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
package io.sparkenergy.numerics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How files store floating-point numbers; every one of them is a double exactly. */
public enum NumberFormat {
  F16(2) {
    @Override
    public double read(ByteBuffer bytes, int at) {
      return half(bytes.getShort(at));
    }
  },
  /** The upper half of a float32. */
  BF16(2) {
    @Override
    public double read(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << 16);
    }
  },
  F32(4) {
    @Override
    public double read(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  F64(8) {
    @Override
    public double read(ByteBuffer bytes, int at) {
      return bytes.getDouble(at);
    }
  };

  private final int size;

  NumberFormat(int size) {
    this.size = size;
  }

  /** The format of a name, if it is one of floating-point numbers. */
  public static Optional<NumberFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.name().equals(name)).findFirst();
  }

  /** The bytes of a number. */
  public int size() {
    return size;
  }

  /** The number at a place of a little-endian buffer. */
  public abstract double read(ByteBuffer bytes, int at);

  /** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (0x400 | fraction), exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
