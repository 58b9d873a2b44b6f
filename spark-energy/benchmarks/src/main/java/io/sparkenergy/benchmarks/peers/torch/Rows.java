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
package io.sparkenergy.benchmarks.peers.torch;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** The rows that an energy is computed of, its results, and tensors of the same type. */
public final class Rows {
  /** Under this width broadcasting costs more than reading a tensor of full size. */
  private static final int NARROW = 16;

  private final long n;
  private final int d;
  private final boolean withScores;
  private final TensorOptions options;
  private final Tensor features;
  private final Tensor energies;
  private final Tensor scores;

  /**
   * Allocates them.
   *
   * @param values row after row
   */
  public Rows(double[] values, int n, int d, boolean withScores, torch.ScalarType type) {
    this.n = n;
    this.d = d;
    this.withScores = withScores;
    this.options = new TensorOptions(type);
    this.features = tensor(values, n, d);
    this.energies = empty(n);
    this.scores = scratch(n, d);
  }

  public long n() {
    return n;
  }

  public int d() {
    return d;
  }

  /** x, of shape (n, d). */
  public Tensor features() {
    return features;
  }

  public Tensor energies() {
    return energies;
  }

  /** Empty where they were not asked for. */
  public Tensor scores() {
    return scores;
  }

  boolean narrow() {
    return d < NARROW;
  }

  Tensor empty(long... shape) {
    return torch.empty(shape, options, new MemoryFormatOptional());
  }

  /** Of this shape if scores are asked for, and of no size if not. */
  Tensor scratch(long... shape) {
    return empty(withScores ? shape : new long[] {0});
  }

  Tensor vector(double[] values) {
    return tensor(values, values.length);
  }

  /** A single number, of the type of the rows and of shape (). */
  Tensor number(double value) {
    return tensor(new double[] {value});
  }

  Tensor matrix(double[][] values) {
    int columns = values[0].length;
    double[] flat = new double[values.length * columns];
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(values[i], 0, flat, i * columns, columns);
    }
    return tensor(flat, values.length, columns);
  }

  /** To be added to every row: repeated n times where that is faster than broadcasting. */
  Tensor perRow(double[] values) {
    Tensor row = vector(values);
    return narrow() ? row.expand(n, values.length).contiguous() : row;
  }

  Tensor ones(long... shape) {
    return torch.ones(shape, options);
  }

  private Tensor tensor(double[] values, long... shape) {
    try (DoublePointer pointer = new DoublePointer(values)) {
      TensorOptions doubles = new TensorOptions(torch.ScalarType.Double);
      return torch
          .from_blob(pointer, shape, doubles)
          .clone(new MemoryFormatOptional())
          .to(options.dtype());
    }
  }
}
