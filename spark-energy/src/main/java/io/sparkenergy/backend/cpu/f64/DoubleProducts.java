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
import io.sparkenergy.backend.cpu.source.ProductSource;
import io.sparkenergy.backend.cpu.source.ProductSource.Ending;
import io.sparkenergy.expression.Attribute;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a tile's rows with one matrix, in pieces of six rows by up to four SIMD registers.
 */
final class DoubleProducts {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final int ROWS = 6;

  /** Registers of a full panel: with six rows, four take 24 accumulators of AVX-512's 32. */
  private static final int PANEL_REGISTERS = S.vectorBitSize() == 512 ? 4 : 2;

  /** As many where coefficients stay in registers: with more, C2 sends those to memory. */
  private static final int FEW_ROWS = 2;

  private static final double[] NO_SUMS = {};

  /**
   * As many in the longest loops: with six, C1 runs out of registers, and they stay interpreted.
   */
  private static final int ROWS_OF_LONG_LOOPS = 4;

  /** The loops for panels of one kind, by their registers. */
  private record Pieces(DoubleProduct[] severalRows, DoubleProduct[] oneRow) {}

  /** Rows of a tile and where what is computed of them goes. */
  private record Rows(double[] a, int at, double[] z, int to, int zStride, double[] sums) {}

  private final DoublePanels w;
  private final int rowsAtATime;
  private final int stride;
  private final boolean repeats;
  private final double factor;
  private final Pieces first;
  private final Pieces others;

  private DoubleProducts(Attribute.LinearMap map, int stride, Ending ending, double factor) {
    this.stride = stride;
    this.factor = factor;
    this.w = DoublePanels.of(map, LANES, PANEL_REGISTERS);
    this.rowsAtATime = rowsAtATime(ending);
    this.repeats = !ending.adds();
    this.first = pieces(0, w.panel(), ending);
    Ending later = new Ending(ending.writes(), ending.scales(), ending.adds(), ending.adds());
    this.others = pieces(w.panel(), w.outputs(), later);
  }

  private int rowsAtATime(Ending ending) {
    int registers = Math.min(w.panel(), w.outputs()) / LANES;
    if (ProductSource.keeps(w.inputs() * registers)) {
      return FEW_ROWS;
    }
    boolean isLong = ending.adds() && ending.writes() && registers > 2;
    return isLong ? ROWS_OF_LONG_LOOPS : ROWS;
  }

  /**
   * Compiles the pieces, once in a JVM for those of a size.
   *
   * @param stride the numbers from one row to the next
   */
  static DoubleProducts of(Attribute.LinearMap map, int stride) {
    return new DoubleProducts(map, stride, Ending.PLAIN, 1);
  }

  /**
   * As {@link #of}, for products that are added up with the rows themselves, which are whole
   * registers.
   *
   * @param writes whether the product is written, too
   * @param factor by what it is multiplied then
   */
  static DoubleProducts quadratic(
      Attribute.LinearMap map, int stride, boolean writes, double factor) {
    return new DoubleProducts(map, stride, new Ending(writes, factor != 1, true, false), factor);
  }

  private Pieces pieces(int from, int end, Ending ending) {
    Pieces pieces =
        new Pieces(new DoubleProduct[PANEL_REGISTERS], new DoubleProduct[PANEL_REGISTERS]);
    for (int output = from; output < Math.min(end, w.outputs()); output += w.panel()) {
      int registers = Math.min(w.panel(), w.outputs() - output) / LANES;
      pieces.severalRows()[registers - 1] = piece(rowsAtATime, registers, ending);
      pieces.oneRow()[registers - 1] = piece(1, registers, ending);
    }
    return pieces;
  }

  private DoubleProduct piece(int rows, int registers, Ending ending) {
    return LoopClasses.instance(
        DoubleProduct.class,
        ProductSource.of(Dialect.VECTOR_DOUBLE, rows, registers, w.inputs(), stride, ending));
  }

  /** z = a Wᵀ, over rows; results are written for whole registers, the rows' in their order. */
  void run(double[] a, int at, double[] z, int to, int zStride, int rows) {
    run(a, at, z, to, zStride, rows, NO_SUMS);
  }

  /** The same, or a multiple; and into a register for each row, of which the sum is aᵀ W a. */
  void run(double[] a, int at, double[] z, int to, int zStride, int rows, double[] sums) {
    Rows all = new Rows(a, at, z, to, zStride, sums);
    for (int output = 0; output < w.outputs(); output += w.panel()) {
      Pieces pieces = output == 0 ? first : others;
      int registers = Math.min(w.panel(), w.outputs() - output) / LANES;
      DoubleProduct several = pieces.severalRows()[registers - 1];
      int whole = rows / rowsAtATime * rowsAtATime;
      run(several, output, registers, all, 0, whole);
      if (repeats && whole < rows && whole > 0) {
        // The last few, some of them for a second time.
        run(several, output, registers, all, rows - rowsAtATime, rowsAtATime);
      } else if (whole < rows) {
        run(pieces.oneRow()[registers - 1], output, registers, all, whole, rows - whole);
      }
    }
  }

  private void run(
      DoubleProduct product, int output, int registers, Rows rows, int row, int count) {
    product.run(
        rows.a(),
        rows.at() + row * stride,
        stride,
        w.values(),
        output * w.inputs(),
        registers * LANES,
        w.inputs(),
        rows.z(),
        rows.to() + output + row * rows.zStride(),
        rows.zStride(),
        count,
        rows.sums(),
        row * LANES,
        factor);
  }
}
