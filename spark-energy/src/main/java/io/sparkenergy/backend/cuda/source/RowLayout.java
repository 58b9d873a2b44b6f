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
package io.sparkenergy.backend.cuda.source;

import io.sparkenergy.backend.Precision;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How the threads of a block share out rows. Thread t of the {@code threads} of a row holds the
 * entries {@code together · t …}, as many as one memory access moves, then those {@code together ·
 * threads} further on, and so on.
 *
 * @param threads the threads of a row, a power of two; 1 where all of a row is one thread's
 * @param together neighbouring entries that move in one access
 * @param slots how often that many entries fit a row; 0 where a loop goes through them, and what is
 *     needed after a sum is computed again
 */
record RowLayout(int threads, int together, int slots) {
  /** The bytes of the widest memory access. */
  private static final int ACCESS_BYTES = 16;

  /** The least stretch of a row that one access of all its threads should take: two sectors. */
  private static final int STRETCH_BYTES = 64;

  /** The most accesses that a thread has underway. */
  private static final int MAX_SLOTS = 4;

  /** The most entries of a vector in a thread's registers. */
  private static final int MAX_HELD = 16;

  /** The most bytes that a thread holds on to while a row is summed. */
  private static final int CARRIED_BYTES = 384;

  /** The most statements that are written out, for the compiler's sake. */
  private static final int MAX_STATEMENTS = 8000;

  private static final int WARP = 32;
  private static final int MAX_BLOCK = 1024;
  private static final int BLOCK = 256;

  /** The widest access for rows of so many numbers each. */
  static int together(Precision precision, int common) {
    int together = ACCESS_BYTES / precision.bytes();
    while (common % together != 0) {
      together /= 2;
    }
    return together;
  }

  /** One thread a row. */
  static RowLayout ofThread(int together) {
    return new RowLayout(1, together, 1);
  }

  /**
   * Several threads a row.
   *
   * @param length of the longest vector
   * @param vectors how many vectors a row's threads work on
   * @param carried how many of them are needed both before a sum and behind it
   */
  static RowLayout of(Precision precision, int together, int length, int vectors, int carried) {
    int registers = CARRIED_BYTES / precision.bytes() / Math.max(1, carried);
    int held = Math.min(Math.min(MAX_HELD, registers), MAX_STATEMENTS / Math.max(1, vectors));
    held -= held % together;
    if (length <= WARP * held) {
      return ofWarp(precision, together, length, held);
    }
    int threads = WARP;
    while (threads < MAX_BLOCK
        && threads * together < length
        && slots(length, threads * together) > Math.min(held / together, MAX_SLOTS)) {
      threads *= 2;
    }
    int slots = slots(length, threads * together);
    return new RowLayout(threads, together, slots * together <= held ? slots : 0);
  }

  private static RowLayout ofWarp(Precision precision, int together, int length, int held) {
    return Stream.iterate(2, threads -> threads <= WARP, threads -> 2 * threads)
        .map(threads -> new RowLayout(threads, together, slots(length, threads * together)))
        .filter(layout -> layout.slots * together <= held)
        .filter(layout -> layout.slots <= MAX_SLOTS || layout.threads == WARP)
        .filter(layout -> layout.isWideEnough(precision, length))
        .min(
            Comparator.comparingInt((RowLayout layout) -> layout.slots * layout.threads)
                .thenComparingInt(layout -> Math.abs(layout.slots - 2)))
        .orElseThrow();
  }

  private boolean isWideEnough(Precision precision, int length) {
    int stretch = Math.min(STRETCH_BYTES, length * precision.bytes());
    return threads * together * precision.bytes() >= stretch;
  }

  private static int slots(int length, int step) {
    return (length - 1) / step + 1;
  }

  /** How often the entries that all threads hold at a time fit a length. */
  int slotsOf(int length) {
    return slots(length, step());
  }

  /** The entries that all threads of a row hold at a time. */
  int step() {
    return threads * together;
  }

  boolean isThreadPerRow() {
    return threads == 1;
  }

  boolean isBlockPerRow() {
    return threads > WARP;
  }

  boolean isLoop() {
    return slots == 0;
  }

  int threadsPerBlock() {
    return isThreadPerRow() ? BLOCK / 2 : isBlockPerRow() ? threads : BLOCK;
  }

  int rowsPerBlock() {
    return threadsPerBlock() / threads;
  }
}
