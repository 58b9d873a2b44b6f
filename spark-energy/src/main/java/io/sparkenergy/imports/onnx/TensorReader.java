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
import io.sparkenergy.imports.onnx.ConstantTensor.Kind;
import io.sparkenergy.numerics.NumberFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Reads a TensorProto: a name and numbers, as raw bytes or in a field of their type. */
final class TensorReader {
  /** ONNX's numbers for the formats of floating-point numbers. */
  private static final Map<Integer, NumberFormat> REAL =
      Map.of(
          1, NumberFormat.F32, 10, NumberFormat.F16, 11, NumberFormat.F64, 16, NumberFormat.BF16);

  /** ONNX's numbers for integers and their bytes: int8, int16, int32, int64. */
  private static final Map<Integer, Integer> INTEGER = Map.of(3, 1, 5, 2, 6, 4, 7, 8);

  private static final int BOOLEAN = 9;

  private final String file;
  private String name = "";
  private final LongList dims = new LongList();
  private int type;
  private Optional<ByteBuffer> raw = Optional.empty();
  private boolean external;
  private final NumberList floats = new NumberList();
  private final NumberList doubles = new NumberList();
  private final LongList ints = new LongList();
  private String part;

  private TensorReader(String file, String part) {
    this.file = file;
    this.part = part;
  }

  /**
   * Reads a tensor.
   *
   * @param part what messages call it if it has no name
   */
  static TensorReader read(String file, String part, WireReader in) {
    TensorReader tensor = new TensorReader(file, part);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> in.integers(tensor::addLength);
        case 2 -> tensor.type = (int) in.integer();
        case 4 -> in.floats(tensor.floats::add);
        case 5, 7 -> in.integers(tensor.ints::add);
        case 8 -> {
          tensor.name = in.text();
          tensor.part = "tensor " + tensor.name;
        }
        case 9 -> tensor.raw = Optional.of(in.delimited());
        case 10 -> in.doubles(tensor.doubles::add);
        case 14 -> tensor.external = in.integer() != 0;
        default -> in.skip();
      }
    }
    return tensor;
  }

  /** No more than there are axes for: a byte of the file would be eight here. */
  private void addLength(long length) {
    dims.add(length);
    if (dims.size() > OnnxLimits.RANK) {
      throw refused(dims.size() + " axes or more", "at most " + OnnxLimits.RANK);
    }
  }

  String name() {
    return name;
  }

  ConstantTensor value() {
    if (external) {
      throw refused(
          "numbers in another file", "numbers in this one: export with external_data=False");
    }
    Kind kind = REAL.containsKey(type) ? Kind.REAL : type == BOOLEAN ? Kind.BOOLEAN : Kind.INTEGER;
    if (kind == Kind.INTEGER && !INTEGER.containsKey(type)) {
      throw refused(
          "numbers of type " + type,
          "float16, bfloat16, float, double, int8, int16, int32, int64 or bool");
    }
    double[] values = raw.isPresent() ? fromBytes(raw.get()) : fromFields();
    return new ConstantTensor(kind, shape(values.length), values);
  }

  private int[] shape(int numbers) {
    long[] lengths = dims.toArray();
    boolean fits = lengths.length <= OnnxLimits.RANK;
    long size = 1;
    for (int axis = 0; axis < lengths.length && fits; axis++) {
      fits = lengths[axis] >= 0 && lengths[axis] <= numbers;
      size = fits ? size * lengths[axis] : -1;
      fits &= size <= numbers;
    }
    if (!fits || size != numbers) {
      throw refused(numbers + " numbers", "shape " + Arrays.toString(lengths));
    }
    return Arrays.stream(lengths).mapToInt(length -> (int) length).toArray();
  }

  private double[] fromBytes(ByteBuffer bytes) {
    NumberFormat format = REAL.get(type);
    int size = format != null ? format.size() : type == BOOLEAN ? 1 : INTEGER.get(type);
    if (bytes.remaining() % size != 0) {
      throw refused(bytes.remaining() + " bytes", "a multiple of " + size);
    }
    double[] values = new double[bytes.remaining() / size];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          format != null ? format.read(bytes, i * size) : (double) integer(bytes, i * size, size);
    }
    return values;
  }

  private static long integer(ByteBuffer bytes, int at, int size) {
    return switch (size) {
      case 1 -> bytes.get(at);
      case 2 -> bytes.getShort(at);
      case 4 -> bytes.getInt(at);
      default -> bytes.getLong(at);
    };
  }

  /** Numbers of two bytes stand as bits among the integers. */
  private double[] fromFields() {
    NumberFormat format = REAL.get(type);
    if (format == NumberFormat.F32) {
      return floats.toArray();
    }
    if (format == NumberFormat.F64) {
      return doubles.toArray();
    }
    if (format == null) {
      return Arrays.stream(ints.toArray()).asDoubleStream().toArray();
    }
    ByteBuffer bits = ByteBuffer.allocate(Short.BYTES);
    return Arrays.stream(ints.toArray())
        .mapToDouble(value -> format.read(bits.putShort(0, (short) value), 0))
        .toArray();
  }

  private EnergyException refused(String found, String expected) {
    return EnergyException.invalidModelFile(file, part, found, expected);
  }
}
