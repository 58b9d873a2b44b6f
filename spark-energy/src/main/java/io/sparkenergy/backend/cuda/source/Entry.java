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

import io.sparkenergy.backend.graph.Node;

/**
 * One entry of a value, which a variable of a kernel holds.
 *
 * @param node the value
 * @param slot the stretch of the row that the thread is at
 * @param offset how far the entry is from where the stretch begins
 */
record Entry(Node node, Slot slot, int offset) {
  /** The whole vector: for entries whose place is known when the text is written. */
  static final Slot WHOLE = new Slot("", 0, 0);

  /**
   * A stretch of neighbouring entries.
   *
   * @param variable holds where it begins
   * @param least the least that this may be
   * @param most the most that this may be
   */
  record Slot(String variable, int least, int most) {
    /** Whether this is the whole vector, so that an entry's offset is its place. */
    boolean isWhole() {
      return variable.isEmpty();
    }

    /** The text of an entry's place. */
    String at(int offset) {
      return isWhole()
          ? Integer.toString(offset)
          : offset == 0 ? variable : variable + (offset < 0 ? " - " : " + ") + Math.abs(offset);
    }

    /** Whether an entry is surely one of a vector's. */
    boolean isWithin(int offset, int length) {
      return least + offset >= 0 && most + offset < length;
    }

    /** Whether an entry is surely none of a vector's. */
    boolean isOutside(int offset, int length) {
      return most + offset < 0 || least + offset >= length;
    }

    /** The text of the condition that an entry is one of a vector's. */
    String within(int offset, int length) {
      return least + offset < 0
          ? "(unsigned) (%s) < %du".formatted(at(offset), length)
          : "%s < %d".formatted(at(offset), length);
    }
  }

  /** An entry, or the number that a scalar is at every place. */
  static Entry of(Node node, Slot slot, int offset) {
    return node.isScalar() ? new Entry(node, WHOLE, 0) : new Entry(node, slot, offset);
  }
}
