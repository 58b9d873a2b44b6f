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
package io.sparkenergy.model;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.json.ArraySource;
import io.sparkenergy.json.ArrayStore;
import io.sparkenergy.json.StoredArray;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A file of parameters: the numbers of arrays as float64, least significant byte first, row after
 * row and array after array, and nothing else. Where an array stands, its shape and its checksum
 * are in the JSON beside it.
 */
final class ParameterFile {
  private static final int CHUNK_NUMBERS = 1 << 13;

  private ParameterFile() {}

  /** Writes arrays one after the other. */
  static final class Writer implements ArrayStore {
    private final OutputStream out;
    private final byte[] bytes = new byte[CHUNK_NUMBERS * Double.BYTES];
    private final DoubleBuffer numbers = numbers(bytes);
    private long length;

    Writer(OutputStream out) {
      this.out = out;
    }

    /** The bytes written so far. */
    long length() {
      return length;
    }

    @Override
    public StoredArray store(double[][] rows, List<Integer> shape) throws IOException {
      long offset = length;
      CRC32C checksum = new CRC32C();
      numbers.clear();
      for (double[] row : rows) {
        for (int from = 0; from < row.length; ) {
          int count = Math.min(numbers.remaining(), row.length - from);
          numbers.put(row, from, count);
          from += count;
          if (!numbers.hasRemaining()) {
            flush(checksum);
          }
        }
      }
      flush(checksum);
      return new StoredArray(offset, shape, text(checksum));
    }

    private void flush(CRC32C checksum) throws IOException {
      int count = numbers.position() * Double.BYTES;
      out.write(bytes, 0, count);
      checksum.update(bytes, 0, count);
      length += count;
      numbers.clear();
    }
  }

  /** Reads arrays from wherever they stand. */
  static final class Reader implements ArraySource, Closeable {
    private final String path;
    private final FSDataInputStream in;
    private final long length;
    private final byte[] bytes = new byte[CHUNK_NUMBERS * Double.BYTES];
    private final DoubleBuffer numbers = numbers(bytes);
    private long bytesLeft;

    /**
     * A reader of an open file.
     *
     * @param length the file's length, which no array may pass
     */
    Reader(String path, FSDataInputStream in, long length) {
      this.path = path;
      this.in = in;
      this.length = length;
      this.bytesLeft = length;
    }

    @Override
    public double[][] read(String field, StoredArray array) {
      List<Integer> shape = array.shape();
      int columns = shape.get(shape.size() - 1);
      int rows = shape.size() == 1 ? 1 : shape.get(0);
      long count = (long) rows * columns;
      boolean inside = array.offset() >= 0 && array.offset() <= length;
      if (!inside || count > (length - array.offset()) / Double.BYTES) {
        throw refused(
            "%s: %d numbers from byte %d on are asked for, and the file has %d bytes"
                .formatted(field, count, array.offset(), length));
      }
      // Each byte once: small JSON that asks for the same large array again and again is a bomb.
      bytesLeft -= count * Double.BYTES;
      if (bytesLeft < 0) {
        throw refused(
            "%s: with its %d numbers more bytes are asked for than the file has, %d"
                .formatted(field, count, length));
      }
      CRC32C checksum = new CRC32C();
      double[][] values = new double[rows][columns];
      numbers.limit(0);
      long left = count;
      try {
        in.seek(array.offset());
        for (double[] row : values) {
          for (int from = 0; from < columns; ) {
            if (!numbers.hasRemaining()) {
              left -= fill(left, checksum);
            }
            int part = Math.min(numbers.remaining(), columns - from);
            numbers.get(row, from, part);
            from += part;
          }
        }
      } catch (IOException e) {
        throw unreadable(e, path);
      }
      if (!text(checksum).equals(array.crc32c())) {
        throw refused(
            "%s: the numbers have checksum %s, expected %s; the file is damaged or another energy's"
                .formatted(field, text(checksum), array.crc32c()));
      }
      return values;
    }

    /** Reads the next numbers, and says how many. */
    private int fill(long left, CRC32C checksum) throws IOException {
      int count = (int) Math.min(CHUNK_NUMBERS, left);
      in.readFully(bytes, 0, count * Double.BYTES);
      checksum.update(bytes, 0, count * Double.BYTES);
      numbers.clear().limit(count);
      return count;
    }

    private EnergyException refused(String problem) {
      return EnergyException.of(ErrorCondition.UNREADABLE_ENERGY, "path", path, "problem", problem);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  static EnergyException unreadable(Exception cause, String path) {
    return EnergyException.causedBy(
        cause, ErrorCondition.UNREADABLE_ENERGY, "path", path, "problem", cause.getMessage());
  }

  private static DoubleBuffer numbers(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
  }

  private static String text(CRC32C checksum) {
    return "%08x".formatted(checksum.getValue());
  }
}
