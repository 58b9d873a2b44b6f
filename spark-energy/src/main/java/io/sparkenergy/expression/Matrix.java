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

import io.sparkenergy.error.EnergyException;
import java.io.Serializable;
import java.util.Arrays;

/** The matrix of a linear map, the same for every row of a batch. Immutable, row by row. */
public final class Matrix implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What one array holds. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final int rows;
  private final int columns;
  private final double[] values;
  private final int hash;

  private Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.hash = 31 * rows + Arrays.hashCode(values);
  }

  /**
   * A copy of a rectangular array.
   *
   * @throws EnergyException if a row differs in length from the first, or they are more numbers
   *     than an array holds
   */
  public static Matrix of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    if ((long) rows.length * columns > LARGEST) {
      throw EnergyException.invalidParameter(
          "matrix", rows.length + " x " + columns, "at most " + LARGEST + " coefficients");
    }
    double[] values = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw EnergyException.invalidParameter(
            "matrix row " + i, rows[i].length + " entries", columns + " entries");
      }
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new Matrix(rows.length, columns, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of the values, row after row. */
  public double[] toArray() {
    return values.clone();
  }

  /** A copy of the values as an array of rows. */
  public double[][] toRows() {
    double[][] copy = new double[rows][];
    for (int i = 0; i < rows; i++) {
      copy[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return copy;
  }

  /** Whether the matrix equals its transpose to the last bit. */
  public boolean isSymmetric() {
    if (rows != columns) {
      return false;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        if (get(i, j) != get(j, i)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Matrix that
            && hash == that.hash
            && rows == that.rows
            && Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return rows + "x" + columns + " matrix";
  }
}
