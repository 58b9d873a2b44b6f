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
import io.sparkenergy.backend.cpu.source.LoopClasses;
import io.sparkenergy.backend.cpu.source.TurnSource;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over each row of a tile. Adding up the lanes of one register takes the JIT longer than all
 * the rest, so the registers that rows have come down to are written to memory, and those of as
 * many rows as a register has lanes are added up at once.
 */
final class DoubleRowSums {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  /** Rows whose registers stand in memory at once; they fit in the first-level cache. */
  private static final int BLOCK = 64;

  /** The numbers of a row that are left to be added one by one. */
  private static final int FEW = 8;

  private static final double[] NO_NUMBERS = {};

  private final double[] partial = new double[BLOCK * LANES + LANES];
  private final DoubleLoop[] loops = new DoubleLoop[Integer.SIZE];
  private final double[][] arrays = new double[2][];
  private final int[] places = new int[2];

  /** z = Σ a, row by row. */
  void sum(double[] a, int at, int stride, int length, double[] z, int to, int rows) {
    if (length <= LANES) {
      int turned = 0;
      if (stride == length && TurnSource.turns(Dialect.VECTOR_DOUBLE, length, LANES)) {
        turned = rows / LANES * LANES;
        addTurned(length, a, at, z, to, turned);
      }
      for (int r = turned; r < rows; r++) {
        z[to + r] = few(a, at + r * stride, length);
      }
      return;
    }
    int whole = S.loopBound(length);
    for (int block = 0; block < rows; block += BLOCK) {
      int count = Math.min(BLOCK, rows - block);
      for (int r = 0; r < count; r++) {
        registers(a, at + (block + r) * stride, whole).intoArray(partial, r * LANES);
      }
      addUp(partial, z, to + block, count);
      for (int r = 0; r < count && whole < length; r++) {
        z[to + block + r] += few(a, at + (block + r) * stride + whole, length - whole);
      }
    }
  }

  /** z = Σ a b, row by row. */
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
      int rows) {
    int whole = S.loopBound(length);
    for (int block = 0; block < rows; block += BLOCK) {
      int count = Math.min(BLOCK, rows - block);
      if (whole == 0) {
        shortRows(
            a,
            at + block * stride,
            stride,
            b,
            bAt + block * bStride,
            bStride,
            length,
            z,
            to + block,
            count);
        continue;
      }
      for (int r = 0; r < count; r++) {
        products(a, at + (block + r) * stride, b, bAt + (block + r) * bStride, whole)
            .intoArray(partial, r * LANES);
      }
      addUp(partial, z, to + block, count);
      for (int r = 0; r < count && whole < length; r++) {
        int row = block + r;
        z[to + row] +=
            fewProducts(
                a, at + row * stride + whole, b, bAt + row * bStride + whole, length - whole);
      }
    }
  }

  /** Rows shorter than a register: each row's products stand in memory before they are added. */
  private void shortRows(
      double[] a,
      int at,
      int stride,
      double[] b,
      int bAt,
      int bStride,
      int length,
      double[] z,
      int to,
      int rows) {
    for (int r = 0; r < rows; r++) {
      DoubleVector.fromArray(S, a, at + r * stride)
          .mul(DoubleVector.fromArray(S, b, bAt + r * bStride))
          .intoArray(partial, r * LANES);
    }
    sum(partial, 0, LANES, length, z, to, rows);
  }

  /** Four sums side by side, which do not wait for each other. */
  private static DoubleVector registers(double[] a, int at, int whole) {
    int j = 0;
    DoubleVector sum = DoubleVector.fromArray(S, a, at);
    if (whole >= 8 * LANES) {
      DoubleVector second = DoubleVector.fromArray(S, a, at + LANES);
      DoubleVector third = DoubleVector.fromArray(S, a, at + 2 * LANES);
      DoubleVector fourth = DoubleVector.fromArray(S, a, at + 3 * LANES);
      for (j = 4 * LANES; j <= whole - 4 * LANES; j += 4 * LANES) {
        sum = sum.add(DoubleVector.fromArray(S, a, at + j));
        second = second.add(DoubleVector.fromArray(S, a, at + j + LANES));
        third = third.add(DoubleVector.fromArray(S, a, at + j + 2 * LANES));
        fourth = fourth.add(DoubleVector.fromArray(S, a, at + j + 3 * LANES));
      }
      sum = sum.add(second).add(third.add(fourth));
    } else {
      j = LANES;
    }
    for (; j < whole; j += LANES) {
      sum = sum.add(DoubleVector.fromArray(S, a, at + j));
    }
    return sum;
  }

  private static DoubleVector products(double[] a, int at, double[] b, int bAt, int whole) {
    DoubleVector sum = DoubleVector.zero(S);
    int j = 0;
    if (whole >= 8 * LANES) {
      DoubleVector second = DoubleVector.zero(S);
      DoubleVector third = DoubleVector.zero(S);
      DoubleVector fourth = DoubleVector.zero(S);
      for (; j <= whole - 4 * LANES; j += 4 * LANES) {
        sum = product(a, at + j, b, bAt + j, sum);
        second = product(a, at + j + LANES, b, bAt + j + LANES, second);
        third = product(a, at + j + 2 * LANES, b, bAt + j + 2 * LANES, third);
        fourth = product(a, at + j + 3 * LANES, b, bAt + j + 3 * LANES, fourth);
      }
      sum = sum.add(second).add(third.add(fourth));
    }
    for (; j < whole; j += LANES) {
      sum = product(a, at + j, b, bAt + j, sum);
    }
    return sum;
  }

  private static DoubleVector product(double[] a, int at, double[] b, int bAt, DoubleVector sum) {
    return DoubleVector.fromArray(S, a, at).fma(DoubleVector.fromArray(S, b, bAt), sum);
  }

  /**
   * Adds up the registers in memory. Those of the last rows may be too few for all at once; else
   * there is room for as many more.
   */
  void addUp(double[] partial, double[] z, int to, int rows) {
    int turned = (rows + LANES / 2) / LANES * LANES;
    addTurned(LANES, partial, 0, z, to, turned);
    for (int r = turned; r < rows; r++) {
      z[to + r] = one(partial, r * LANES);
    }
  }

  private void addTurned(int length, double[] a, int at, double[] z, int to, int rows) {
    if (rows == 0) {
      return;
    }
    int power = Integer.numberOfTrailingZeros(length);
    if (loops[power] == null) {
      loops[power] =
          LoopClasses.instance(
              DoubleLoop.class, TurnSource.sums(Dialect.VECTOR_DOUBLE, length, LANES));
    }
    arrays[0] = a;
    arrays[1] = z;
    places[0] = at;
    places[1] = to;
    loops[power].run(arrays, places, NO_NUMBERS, rows, length);
  }

  private static double one(double[] a, int at) {
    double sum = 0;
    for (int j = 0; j < LANES; j += FEW) {
      sum += few(a, at + j, Math.min(LANES, FEW));
    }
    return sum;
  }

  private static double few(double[] a, int at, int length) {
    if (length == FEW) {
      return eight(a, at);
    }
    double sum = a[at];
    for (int j = 1; j < length; j++) {
      sum += a[at + j];
    }
    return sum;
  }

  private static double eight(double[] a, int at) {
    return ((a[at] + a[at + 1]) + (a[at + 2] + a[at + 3]))
        + ((a[at + 4] + a[at + 5]) + (a[at + 6] + a[at + 7]));
  }

  private static double fewProducts(double[] a, int at, double[] b, int bAt, int length) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 2 <= length; j += 2) {
      even += a[at + j] * b[bAt + j];
      odd += a[at + j + 1] * b[bAt + j + 1];
    }
    return j < length ? even + odd + a[at + j] * b[bAt + j] : even + odd;
  }
}
