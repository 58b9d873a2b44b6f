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
package io.sparkenergy.backend.cuda.device;

import io.sparkenergy.backend.Precision;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Numbers in pinned memory: one copy from or to an array of doubles, rounded on the way. */
public final class StagedNumbers {
  /** Numbers that are rounded at a time, small enough to stay in a core's first cache. */
  private static final int PIECE = 2048;

  private final DoublePointer doubles;
  private final FloatPointer floats;
  private final float[] piece;

  /** The first {@code count} numbers of a piece of pinned memory. */
  public StagedNumbers(PinnedMemory memory, Precision precision, long count) {
    boolean wide = precision == Precision.DOUBLE;
    this.doubles = new DoublePointer(memory.start()).capacity(wide ? count : 0);
    this.floats = new FloatPointer(memory.start()).capacity(wide ? 0 : count);
    this.piece = new float[wide ? 0 : PIECE];
  }

  /** Copies numbers of an array to the beginning. */
  public void write(double[] from, int offset, int count) {
    if (piece.length == 0) {
      doubles.position(0).put(from, offset, count);
      return;
    }
    for (int done = 0; done < count; done += PIECE) {
      int length = Math.min(PIECE, count - done);
      for (int i = 0; i < length; i++) {
        piece[i] = (float) from[offset + done + i];
      }
      floats.position(done).put(piece, 0, length);
    }
  }

  /** Copies the first numbers into an array. */
  public void read(double[] to, int offset, int count) {
    if (piece.length == 0) {
      doubles.position(0).get(to, offset, count);
      return;
    }
    for (int done = 0; done < count; done += PIECE) {
      int length = Math.min(PIECE, count - done);
      floats.position(done).get(piece, 0, length);
      for (int i = 0; i < length; i++) {
        to[offset + done + i] = piece[i];
      }
    }
  }
}
