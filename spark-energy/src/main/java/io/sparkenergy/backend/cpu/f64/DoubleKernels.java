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
package io.sparkenergy.backend.cpu.f64;

import io.sparkenergy.backend.cpu.source.Dialect;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.Operator;

/**
 * The loops that are not generated. Rows of a tile stand {@code stride} numbers apart; those that
 * all rows share have stride 0. Loops over many numbers may read and write up to a SIMD register
 * past the last.
 */
interface DoubleKernels {
  /** How loops are generated to go with these. */
  Dialect dialect();

  /** The numbers of a SIMD register. */
  int lanes();

  /** z = f(a), entry by entry. */
  void function(
      Operator operator, Attribute attribute, double[] a, int at, double[] z, int to, int count);

  /** s = sin a and c = cos a, entry by entry. */
  void sineAndCosine(
      double[] a, int at, double[] sine, int toSine, double[] cosine, int toCosine, int count);

  /** The sum of each row. */
  void sum(double[] a, int at, int stride, int length, double[] z, int to, int rows);

  /** The sum of each row of registers that stand one after the other; overwrites them. */
  void addUp(double[] registers, double[] z, int to, int rows);

  /** The dot product of each row of a with that of b. */
  void dot(
      double[] a,
      int at,
      int stride,
      double[] b,
      int bAt,
      int bStride,
      int length,
      double[] z,
      int to,
      int rows);

  /** The largest entry of each row; NaN if any is. */
  void largest(double[] a, int at, int stride, int length, double[] z, int to, int rows);

  /** Each number, {@code stride} times; the places of one row may be written past its end. */
  void broadcast(double[] a, int at, double[] z, int to, int stride, int rows);

  /**
   * The product z = a Wᵀ of rows {@code stride} apart into rows {@code zStride} apart; results may
   * be written for whole SIMD registers, row after row.
   */
  Product product(Attribute.LinearMap map, int stride, int zStride);

  /** A product with one matrix. */
  interface Product {
    void run(double[] a, int at, double[] z, int to, int rows);
  }

  /** 1 at the first of each row's largest entries, else 0. */
  default void largestMask(
      double[] a, int at, int stride, int length, double[] z, int to, int zStride, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      int largest = 0;
      for (int j = 1; j < length; j++) {
        if (a[row + j] > a[row + largest]) {
          largest = j;
        }
      }
      int zRow = to + r * zStride;
      for (int j = 0; j < length; j++) {
        z[zRow + j] = j == largest ? 1 : 0;
      }
    }
  }

  /** Copies rows; what lies between them may be written too. */
  void copy(double[] a, int at, int stride, double[] z, int to, int zStride, int length, int rows);

  /** One number of each row, from rows {@code stride} apart, one after the other. */
  default void column(double[] a, int at, int stride, double[] z, int to, int rows) {
    for (int r = 0; r < rows; r++) {
      z[to + r] = a[at + r * stride];
    }
  }

  /** Numbers of rows, into rows {@code zStride} apart. */
  default void intoColumn(double[] a, int at, double[] z, int to, int zStride, int rows) {
    for (int r = 0; r < rows; r++) {
      z[to + r * zStride] = a[at + r];
    }
  }
}
