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
package io.sparkenergy.catalyst;

import org.apache.spark.sql.execution.vectorized.OffHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.Platform;

/**
 * Copies features from a column of a columnar batch. Arrays of doubles of Spark's own readers lie
 * in one child vector, row after row, and are copied in chunks; all else goes row by row through
 * the cursor.
 */
final class ColumnReader {
  /** Larger pieces are humongous objects for G1, which allocates each by itself. */
  private static final int CHUNK = 4096;

  private final boolean doubles;
  private final FeatureCursor cursor;
  private final boolean array;

  ColumnReader(DataType type, FeatureCursor cursor) {
    this.doubles = FeatureTypes.isDoubles(type);
    this.array = type instanceof ArrayType;
    this.cursor = cursor;
  }

  int dimension(ColumnVector vector, int row) {
    if (doubles && vector instanceof WritableColumnVector arrays) {
      return arrays.getArrayLength(row);
    }
    return load(vector, row);
  }

  /** Copies the rows that are not null; all have one dimension. */
  void copy(ColumnVector vector, int from, int count, double[] target, int dimension) {
    if (doubles && vector instanceof WritableColumnVector arrays && dimension > 0) {
      copyArrays(arrays, from, count, target, dimension);
      return;
    }
    int offset = 0;
    for (int row = from; row < from + count; row++) {
      if (!vector.isNullAt(row)) {
        load(vector, row);
        cursor.copy(target, offset);
        offset += dimension;
      }
    }
  }

  private int load(ColumnVector vector, int row) {
    return cursor.load(array ? vector.getArray(row) : vector.getStruct(row));
  }

  private void copyArrays(
      WritableColumnVector arrays, int from, int count, double[] target, int dimension) {
    WritableColumnVector values = arrays.getChild(0);
    int offset = 0;
    int row = from;
    while (row < from + count) {
      if (arrays.isNullAt(row)) {
        row++;
        continue;
      }
      int start = arrays.getArrayOffset(row);
      int end = start;
      while (row < from + count && !arrays.isNullAt(row) && arrays.getArrayOffset(row) == end) {
        end += dimension;
        row++;
      }
      requireNumbers(values, start, end, dimension);
      copyValues(values, start, end - start, target, offset);
      offset += end - start;
    }
  }

  private void requireNumbers(WritableColumnVector values, int start, int end, int dimension) {
    if (values.hasNull()) {
      for (int i = start; i < end; i++) {
        if (values.isNullAt(i)) {
          throw cursor.nullElement((i - start) % dimension);
        }
      }
    }
  }

  private static void copyValues(
      WritableColumnVector values, int start, int length, double[] target, int offset) {
    if (values instanceof OffHeapColumnVector offHeap && !values.hasDictionary()) {
      Platform.copyMemory(
          null,
          offHeap.valuesNativeAddress() + (long) start * Double.BYTES,
          target,
          Platform.DOUBLE_ARRAY_OFFSET + (long) offset * Double.BYTES,
          (long) length * Double.BYTES);
      return;
    }
    for (int done = 0; done < length; done += CHUNK) {
      int part = Math.min(CHUNK, length - done);
      System.arraycopy(values.getDoubles(start + done, part), 0, target, offset + done, part);
    }
  }
}
