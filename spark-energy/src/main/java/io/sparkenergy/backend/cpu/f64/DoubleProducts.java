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

  private final DoublePanels w;
  private final int rowsAtATime;
  private final int stride;
  private final DoubleProduct[] severalRows = new DoubleProduct[PANEL_REGISTERS];
  private final DoubleProduct[] oneRow = new DoubleProduct[PANEL_REGISTERS];

  /**
   * Compiles the pieces, once in a JVM for those of a size.
   *
   * @param stride the numbers from one row to the next
   */
  DoubleProducts(Attribute.LinearMap map, int stride) {
    this.stride = stride;
    this.w = DoublePanels.of(map, LANES, PANEL_REGISTERS);
    int kept = w.inputs() * Math.min(w.panel(), w.outputs()) / LANES;
    this.rowsAtATime = ProductSource.keeps(kept) ? FEW_ROWS : ROWS;
    for (int first = 0; first < w.outputs(); first += w.panel()) {
      int registers = Math.min(w.panel(), w.outputs() - first) / LANES;
      severalRows[registers - 1] = piece(rowsAtATime, registers);
      oneRow[registers - 1] = piece(1, registers);
    }
  }

  private DoubleProduct piece(int rows, int registers) {
    return LoopClasses.instance(
        DoubleProduct.class,
        ProductSource.of(Dialect.VECTOR_DOUBLE, rows, registers, w.inputs(), stride));
  }

  /** z = a Wᵀ, over rows; results are written for whole registers, the rows' in their order. */
  void run(double[] a, int at, double[] z, int to, int zStride, int rows) {
    for (int first = 0; first < w.outputs(); first += w.panel()) {
      int width = Math.min(w.panel(), w.outputs() - first);
      int from = first * w.inputs();
      int target = to + first;
      int whole = rows / rowsAtATime * rowsAtATime;
      piece(severalRows, from, width, a, at, z, target, zStride, whole);
      if (whole < rows && whole > 0) {
        // The last six, some of them for a second time.
        int r = rows - rowsAtATime;
        piece(
            severalRows,
            from,
            width,
            a,
            at + r * stride,
            z,
            target + r * zStride,
            zStride,
            rowsAtATime);
      } else if (whole < rows) {
        piece(oneRow, from, width, a, at, z, target, zStride, rows);
      }
    }
  }

  private void piece(
      DoubleProduct[] pieces,
      int from,
      int width,
      double[] a,
      int at,
      double[] z,
      int to,
      int zStride,
      int rows) {
    pieces[width / LANES - 1].run(
        a, at, stride, w.values(), from, width, w.inputs(), z, to, zStride, rows);
  }
}
