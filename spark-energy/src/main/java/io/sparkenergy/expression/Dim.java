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
package io.sparkenergy.expression;

import java.io.Serializable;

/**
 * The length of a vector within one row: a number, or a number of entries more than the row's
 * dimension d. Rosenbrock's {@code x[1:]} has length {@code d-1} whatever d turns out to be.
 *
 * @param free whether d takes part
 * @param offset what is added to d, or the length itself where d takes no part
 */
public record Dim(boolean free, int offset) implements Serializable {
  /** The dimension d of the row. */
  public static final Dim ROW = new Dim(true, 0);

  /** A length that is known now. */
  public static Dim of(int length) {
    return new Dim(false, length);
  }

  /** This length with {@code count} entries more (or fewer). */
  public Dim plus(int count) {
    return new Dim(free, offset + count);
  }

  /** The length when the row has d entries. */
  public int at(int d) {
    return free ? d + offset : offset;
  }

  /** This length for rows of d entries. */
  Dim bind(int d) {
    return of(at(d));
  }

  /** Reads what {@link #toString} wrote. */
  static Dim parse(String text) {
    if (!text.startsWith("d")) {
      return of(Integer.parseInt(text));
    }
    return text.length() == 1 ? ROW : new Dim(true, Integer.parseInt(text.substring(1)));
  }

  @Override
  public String toString() {
    if (!free) {
      return Integer.toString(offset);
    }
    return offset == 0 ? "d" : offset > 0 ? "d+" + offset : "d" + offset;
  }
}
