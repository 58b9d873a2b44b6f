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
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.Platform;

/**
 * Copies features from a column of a columnar batch. In the columns of Spark's own readers, the
 * doubles of arrays and of dense ML vectors lie in one child vector, row after row, and are copied
 * in chunks; all else goes row by row through the cursor.
 */
final class ColumnReader {
  /** Larger pieces are humongous objects for G1, which allocates each by itself. */
  private static final int CHUNK = 4096;

  private final FeatureCursor cursor;
  private final boolean doubles;
  private final boolean vectors;

  ColumnReader(DataType type, FeatureCursor cursor) {
    this.cursor = cursor;
    this.doubles = FeatureTypes.isDoubles(type);
    this.vectors = FeatureTypes.isMlVector(type);
  }

  int dimension(ColumnVector column, int row) {
    return isContiguous(column, row) ? arrays(column).getArrayLength(row) : loaded(column, row);
  }

  /** Copies the rows that are not null; all have one dimension. */
  void copy(ColumnVector column, int from, int count, double[] target, int dimension) {
    int offset = 0;
    int row = from;
    while (row < from + count) {
      if (column.isNullAt(row)) {
        row++;
      } else if (dimension > 0 && isContiguous(column, row)) {
        WritableColumnVector arrays = arrays(column);
        int start = arrays.getArrayOffset(row);
        int end = start;
        while (row < from + count
            && !column.isNullAt(row)
            && isContiguous(column, row)
            && arrays.getArrayOffset(row) == end) {
          end += dimension;
          row++;
        }
        copyValues(arrays.getChild(0), start, end, target, offset, dimension);
        offset += end - start;
      } else {
        loaded(column, row++);
        cursor.copy(target, offset);
        offset += dimension;
      }
    }
  }

  /** Whether the doubles of a row, not null, lie in {@link #arrays}. */
  private boolean isContiguous(ColumnVector column, int row) {
    return column instanceof WritableColumnVector
        && (doubles || (vectors && column.getChild(0).getByte(row) != MlVectorCursor.SPARSE));
  }

  private WritableColumnVector arrays(ColumnVector column) {
    return (WritableColumnVector) (vectors ? column.getChild(MlVectorCursor.VALUES) : column);
  }

  private int loaded(ColumnVector column, int row) {
    return cursor.load(vectors ? column.getStruct(row) : column.getArray(row));
  }

  private void copyValues(
      WritableColumnVector values, int start, int end, double[] target, int offset, int dimension) {
    if (values.hasNull()) {
      for (int i = start; i < end; i++) {
        if (values.isNullAt(i)) {
          throw cursor.nullElement((i - start) % dimension);
        }
      }
    }
    if (values instanceof OffHeapColumnVector offHeap && !values.hasDictionary()) {
      Platform.copyMemory(
          null,
          offHeap.valuesNativeAddress() + (long) start * Double.BYTES,
          target,
          Platform.DOUBLE_ARRAY_OFFSET + (long) offset * Double.BYTES,
          (long) (end - start) * Double.BYTES);
      return;
    }
    for (int at = start; at < end; at += CHUNK) {
      int length = Math.min(CHUNK, end - at);
      System.arraycopy(values.getDoubles(at, length), 0, target, offset + at - start, length);
    }
  }
}
