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

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;

/**
 * ML vectors as Spark keeps them: a struct of type (0 sparse, 1 dense), size, indices and values.
 */
final class MlVectorCursor extends FeatureCursor {
  private static final int FIELDS = 4;

  /** The type of a sparse vector. */
  static final byte SPARSE = 0;

  /** The place of the values. */
  static final int VALUES = 3;

  private final String column;
  private final ArrayCursor values;
  private InternalRow vector;
  private int size;

  MlVectorCursor(String column) {
    super(column);
    this.column = column;
    this.values = new ArrayCursor(column, DataTypes.DoubleType);
  }

  @Override
  int load(SpecializedGetters row, int ordinal) {
    return load(row.getStruct(ordinal, FIELDS));
  }

  @Override
  int load(Object value) {
    vector = (InternalRow) value;
    int stored = values.load(vector, VALUES);
    size = vector.getByte(0) == SPARSE ? vector.getInt(1) : stored;
    return size;
  }

  @Override
  void copy(double[] target, int offset) {
    if (vector.getByte(0) != SPARSE) {
      values.copy(target, offset);
      return;
    }
    Arrays.fill(target, offset, offset + size, 0);
    ArrayData indices = vector.getArray(2);
    ArrayData stored = vector.getArray(VALUES);
    for (int i = 0; i < indices.numElements(); i++) {
      int index = indices.getInt(i);
      if (index < 0 || index >= size) {
        throw new IllegalStateException(
            "column " + column + ": a sparse vector of size " + size + " has index " + index);
      }
      target[offset + index] = stored.getDouble(i);
    }
  }
}
