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
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD registers. */
final class SimdDoubleKernels implements DoubleKernels {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private final DoubleRowSums sums = new DoubleRowSums();

  @Override
  public Dialect dialect() {
    return Dialect.VECTOR_DOUBLE;
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void function(
      Operator operator, Attribute attribute, double[] a, int at, double[] z, int to, int count) {
    DoubleFunctionLoops.run(operator, attribute, a, at, z, to, count);
  }

  @Override
  public void sineAndCosine(
      double[] a, int at, double[] sine, int toSine, double[] cosine, int toCosine, int count) {
    DoubleFunctionLoops.sineAndCosine(a, at, sine, toSine, cosine, toCosine, count);
  }

  @Override
  public void sum(double[] a, int at, int stride, int length, double[] z, int to, int rows) {
    sums.sum(a, at, stride, length, z, to, rows);
  }

  @Override
  public void addUp(double[] registers, double[] z, int to, int rows) {
    sums.addUp(registers, z, to, rows);
  }

  @Override
  public void dot(
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
    sums.dot(a, at, stride, b, bAt, bStride, length, z, to, rows);
  }

  @Override
  public void largest(double[] a, int at, int stride, int length, double[] z, int to, int rows) {
    int whole = S.loopBound(length);
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      double largest = a[row];
      if (whole > 0) {
        DoubleVector vector = DoubleVector.fromArray(S, a, row);
        for (int j = LANES; j < whole; j += LANES) {
          vector = vector.max(DoubleVector.fromArray(S, a, row + j));
        }
        largest = vector.reduceLanes(VectorOperators.MAX);
      }
      for (int j = whole; j < length; j++) {
        largest = Math.max(largest, a[row + j]);
      }
      z[to + r] = largest;
    }
  }

  @Override
  public void broadcast(double[] a, int at, double[] z, int to, int stride, int rows) {
    for (int r = 0; r < rows; r++) {
      DoubleVector number = DoubleVector.broadcast(S, a[at + r]);
      int row = to + r * stride;
      for (int j = 0; j < stride; j += LANES) {
        number.intoArray(z, row + j);
      }
    }
  }

  @Override
  public void copy(
      double[] a, int at, int stride, double[] z, int to, int zStride, int length, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = at + r * stride;
      int target = to + r * zStride;
      for (int j = 0; j < length; j += LANES) {
        DoubleVector.fromArray(S, a, from + j).intoArray(z, target + j);
      }
    }
  }

  @Override
  public Product product(Attribute.LinearMap map, int stride, int zStride) {
    DoubleProducts products = DoubleProducts.of(map, stride);
    return (a, at, z, to, rows) -> products.run(a, at, z, to, zStride, rows);
  }
}
