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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: eight bytes of length, little-endian, and so many bytes of
 * JSON.
 */
final class TensorHeader {
  /** The longest header that the format's own library takes. */
  private static final int LONGEST = 100_000_000;

  private static final String METADATA = "__metadata__";

  private final String file;
  private final int end;
  private final Map<String, TensorEntry> entries;

  TensorHeader(String file, ByteBuffer bytes) {
    this.file = file;
    this.end = Long.BYTES + length(bytes);
    this.entries = read(text(bytes));
    requireWholeCover(bytes.limit() - end);
  }

  /** Where the header ends and the tensors' bytes begin. */
  int end() {
    return end;
  }

  Map<String, TensorEntry> entries() {
    return entries;
  }

  private int length(ByteBuffer bytes) {
    if (bytes.limit() < Long.BYTES) {
      throw refused("size", bytes.limit() + " bytes", "a header length of 8 bytes");
    }
    long length = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    long most = Math.min(LONGEST, bytes.limit() - Long.BYTES);
    if (length < 2 || length > most) {
      throw refused(
          "header length",
          Long.toUnsignedString(length),
          "2 to " + most + (most < LONGEST ? ", the bytes that follow" : ""));
    }
    return (int) length;
  }

  private String text(ByteBuffer bytes) {
    ByteBuffer header = bytes.duplicate().position(Long.BYTES).limit(end);
    if (header.get(Long.BYTES) != '{') {
      throw refused("header", "byte " + (header.get(Long.BYTES) & 0xff), "'{' to begin with");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
    } catch (CharacterCodingException e) {
      throw refused("header", "bytes that are not UTF-8", "JSON in UTF-8");
    }
  }

  private Map<String, TensorEntry> read(String text) {
    try {
      FieldReader header = JsonText.read(text);
      Map<String, TensorEntry> read = new LinkedHashMap<>();
      for (String name : header.names()) {
        FieldReader fields = header.object(name);
        if (name.equals(METADATA)) {
          fields.names().forEach(fields::text);
        } else {
          read.put(name, entry(name, fields));
        }
      }
      return read;
    } catch (EnergyException e) {
      throw e.parameters().containsKey("file")
          ? e
          : EnergyException.invalidModelFile(file, "header", e);
    }
  }

  private TensorEntry entry(String name, FieldReader fields) {
    String dtype = fields.text("dtype");
    long[] shape = fields.longs("shape");
    long[] offsets = fields.longs("data_offsets");
    fields.close();
    String part = "tensor " + name;
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw refused(part, "data_offsets " + Arrays.toString(offsets), "[begin, end], begin <= end");
    }
    TensorEntry entry = new TensorEntry(name, dtype, shape, offsets[0], offsets[1]);
    long numbers = numbers(part, shape);
    if (entry.format().isPresent()) {
      int size = entry.format().get().size();
      long bytes = offsets[1] - offsets[0];
      if (bytes % size != 0 || numbers != bytes / size) {
        throw refused(
            part,
            bytes + " bytes",
            "shape " + Tensor.shapeText(shape) + " of " + dtype + ", " + numbers + " x " + size);
      }
    }
    return entry;
  }

  private long numbers(String part, long... shape) {
    long numbers = 1;
    for (long length : shape) {
      if (length < 0) {
        throw refused(part, "shape " + Tensor.shapeText(shape), "lengths of 0 or more");
      }
      long high = Math.multiplyHigh(numbers, length);
      numbers *= length;
      if (high != 0 || numbers < 0) {
        throw refused(
            part, "shape " + Tensor.shapeText(shape), "a number of entries that 64 bits can hold");
      }
    }
    return numbers;
  }

  /** Every byte behind the header belongs to exactly one tensor. */
  private void requireWholeCover(long bytes) {
    List<TensorEntry> inOrder =
        entries.values().stream()
            .sorted(Comparator.comparingLong(TensorEntry::begin).thenComparing(TensorEntry::end))
            .toList();
    long covered = 0;
    for (TensorEntry entry : inOrder) {
      String part = "tensor " + entry.name();
      if (entry.begin() != covered) {
        String problem = entry.begin() < covered ? "overlaps another" : "leaves a hole before it";
        throw refused(
            part, "bytes from " + entry.begin() + ", which " + problem, "from " + covered);
      }
      if (entry.end() > bytes) {
        throw refused(part, "bytes up to " + entry.end(), "up to " + bytes + ", the file's end");
      }
      covered = entry.end();
    }
    if (covered != bytes) {
      throw refused("size", (bytes - covered) + " bytes behind the last tensor", "none");
    }
  }

  private EnergyException refused(String part, Object found, String expected) {
    return EnergyException.invalidModelFile(file, part, found, expected);
  }
}
