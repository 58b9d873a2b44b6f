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
package io.sparkenergy.backend;

import io.sparkenergy.expression.Program;
import java.io.Serializable;

/**
 * How many rows a batch may have.
 *
 * @param maxRows the most rows
 * @param maxBytes the most bytes that an evaluator may hold for its rows
 */
public record BatchSize(int maxRows, long maxBytes) implements Serializable {
  /** The rows of a batch for a program: within both bounds, and at least one. */
  public int rows(Program program, Precision precision) {
    return rows(program.numbersPerRow(), precision);
  }

  /** The rows of a batch for so many numbers a row: within both bounds, and at least one. */
  public int rows(int numbersPerRow, Precision precision) {
    long bytesPerRow = (long) numbersPerRow * precision.bytes();
    return (int) Math.max(1, Math.min(maxRows, maxBytes / bytesPerRow));
  }
}
