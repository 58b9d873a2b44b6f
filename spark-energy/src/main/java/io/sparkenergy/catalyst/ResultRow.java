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

import io.sparkenergy.energy.Quantity;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * The added columns of one row in Spark's unsafe form, written by hand: a null bit a field, eight
 * bytes a field, then the scores as arrays. One row object and one buffer serve all rows.
 */
final class ResultRow {
  private final ResultField[] fields;
  private final EvaluationColumn[] evaluations;
  private final UnsafeRow row;
  private final int fixedBytes;
  private final int nullBytes;
  private byte[] buffer = new byte[0];

  ResultRow(ResultField[] fields, EvaluationColumn[] evaluations) {
    this.fields = fields.clone();
    this.evaluations = evaluations.clone();
    this.row = new UnsafeRow(fields.length);
    this.nullBytes = UnsafeRow.calculateBitSetWidthInBytes(fields.length);
    this.fixedBytes = nullBytes + Long.BYTES * fields.length;
  }

  /** Readies the buffer for the rows of a batch. */
  void begin() {
    int size = fixedBytes;
    for (ResultField field : fields) {
      if (field.quantity() == Quantity.SCORE) {
        size += arrayBytes(evaluations[field.evaluation()].dimension());
      }
    }
    if (buffer.length < size) {
      buffer = new byte[size];
    }
  }

  /** The results of a row of the batch; overwritten by the next call. */
  UnsafeRow of(int index) {
    for (int at = 0; at < nullBytes; at += Long.BYTES) {
      Platform.putLong(buffer, (long) Platform.BYTE_ARRAY_OFFSET + at, 0L);
    }
    row.pointTo(buffer, Platform.BYTE_ARRAY_OFFSET, buffer.length);
    int end = fixedBytes;
    for (int i = 0; i < fields.length; i++) {
      EvaluationColumn evaluation = evaluations[fields[i].evaluation()];
      if (!evaluation.hasResult(index)) {
        row.setNullAt(i);
      } else if (fields[i].quantity() == Quantity.ENERGY) {
        row.setDouble(i, evaluation.energy(index));
      } else {
        int length = evaluation.dimension();
        int bytes = arrayBytes(length);
        writeArray(end, evaluation.scores(), evaluation.scoreOffset(index), length);
        Platform.putLong(
            buffer,
            Platform.BYTE_ARRAY_OFFSET + nullBytes + (long) Long.BYTES * i,
            ((long) end << Integer.SIZE) | bytes);
        end += bytes;
      }
    }
    row.pointTo(buffer, Platform.BYTE_ARRAY_OFFSET, end);
    return row;
  }

  private void writeArray(int at, double[] values, int offset, int length) {
    long address = (long) Platform.BYTE_ARRAY_OFFSET + at;
    int header = UnsafeArrayData.calculateHeaderPortionInBytes(length);
    Platform.putLong(buffer, address, (long) length);
    for (int word = Long.BYTES; word < header; word += Long.BYTES) {
      Platform.putLong(buffer, address + word, 0L);
    }
    Platform.copyMemory(
        values,
        Platform.DOUBLE_ARRAY_OFFSET + (long) offset * Double.BYTES,
        buffer,
        address + header,
        (long) length * Double.BYTES);
  }

  private static int arrayBytes(int length) {
    return UnsafeArrayData.calculateHeaderPortionInBytes(length) + length * Double.BYTES;
  }
}
