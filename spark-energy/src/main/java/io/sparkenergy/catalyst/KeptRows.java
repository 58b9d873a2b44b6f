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
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** The columns of a batch that the operator passes on, kept in one buffer until they are. */
final class KeptRows {
  /** A batch ends when its kept columns take this much. */
  private static final int FULL_BYTES = 32 << 20;

  private final UnsafeRow row;
  private byte[] buffer = new byte[4096];
  private int[] ends = new int[64];
  private int count;

  KeptRows(int fields) {
    this.row = new UnsafeRow(fields);
  }

  void clear() {
    count = 0;
  }

  boolean isFull() {
    return count > 0 && ends[count - 1] >= FULL_BYTES;
  }

  void add(UnsafeRow kept) {
    int start = count == 0 ? 0 : ends[count - 1];
    int end = Math.addExact(start, kept.getSizeInBytes());
    if (end > buffer.length) {
      buffer =
          Arrays.copyOf(buffer, (int) Math.max(end, Math.min(2L * end, FULL_BYTES + (4L << 20))));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    kept.writeToMemory(buffer, Platform.BYTE_ARRAY_OFFSET + start);
    ends[count++] = end;
  }

  /** A row of the batch; overwritten by the next call. */
  UnsafeRow get(int index) {
    int start = index == 0 ? 0 : ends[index - 1];
    row.pointTo(buffer, Platform.BYTE_ARRAY_OFFSET + start, ends[index] - start);
    return row;
  }
}
