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

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.Platform;

/** Arrays of numbers; those of doubles in Spark's unsafe form are copied as one piece of memory. */
final class ArrayCursor extends FeatureCursor {
  /** One element of an array as a double. */
  private interface Element {
    double get(ArrayData array, int index);
  }

  private final boolean doubles;
  private final Element element;
  private ArrayData array;

  ArrayCursor(String column, DataType elementType) {
    super(column);
    this.doubles = elementType.sameType(DataTypes.DoubleType);
    this.element = element(elementType);
  }

  @Override
  int load(SpecializedGetters row, int ordinal) {
    array = row.getArray(ordinal);
    return array.numElements();
  }

  @Override
  int load(Object value) {
    array = (ArrayData) value;
    return array.numElements();
  }

  @Override
  void copy(double[] target, int offset) {
    if (doubles && array instanceof UnsafeArrayData unsafe) {
      copyUnsafe(unsafe, target, offset);
      return;
    }
    int length = array.numElements();
    for (int i = 0; i < length; i++) {
      if (array.isNullAt(i)) {
        throw nullElement(i);
      }
      target[offset + i] = element.get(array, i);
    }
  }

  private void copyUnsafe(UnsafeArrayData unsafe, double[] target, int offset) {
    int length = unsafe.numElements();
    Object base = unsafe.getBaseObject();
    long nulls = unsafe.getBaseOffset() + Long.BYTES;
    int header = UnsafeArrayData.calculateHeaderPortionInBytes(length);
    for (long word = nulls; word < unsafe.getBaseOffset() + header; word += Long.BYTES) {
      long bits = Platform.getLong(base, word);
      if (bits != 0) {
        throw nullElement((int) (word - nulls) * Byte.SIZE + Long.numberOfTrailingZeros(bits));
      }
    }
    Platform.copyMemory(
        base,
        unsafe.getBaseOffset() + header,
        target,
        Platform.DOUBLE_ARRAY_OFFSET + (long) offset * Double.BYTES,
        (long) length * Double.BYTES);
  }

  private static Element element(DataType type) {
    if (type.sameType(DataTypes.DoubleType)) {
      return ArrayData::getDouble;
    }
    if (type.sameType(DataTypes.FloatType)) {
      return ArrayData::getFloat;
    }
    if (type.sameType(DataTypes.IntegerType)) {
      return ArrayData::getInt;
    }
    if (type.sameType(DataTypes.LongType)) {
      return ArrayData::getLong;
    }
    if (type.sameType(DataTypes.ShortType)) {
      return ArrayData::getShort;
    }
    if (type.sameType(DataTypes.ByteType)) {
      return ArrayData::getByte;
    }
    if (type instanceof DecimalType decimal) {
      return (array, i) -> array.getDecimal(i, decimal.precision(), decimal.scale()).toDouble();
    }
    // An array of nulls: every element is refused, so none is read.
    return (array, i) -> Double.NaN;
  }
}
