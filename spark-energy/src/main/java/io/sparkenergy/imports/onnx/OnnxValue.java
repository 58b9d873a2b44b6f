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
package io.sparkenergy.imports.onnx;

/**
 * A value of a graph, seen from one row: a tensor that all rows share, or one that each row has of
 * its own. Entries stand with the last index running fastest.
 */
sealed interface OnnxValue permits ConstantTensor, RowTensor {
  /** The lengths; those of one row if rows differ. */
  int[] shape();

  /** How many axes ONNX counts before those of {@link #shape}: 1, the batch, if rows differ. */
  int batchAxes();

  /** The same entries under another shape. */
  OnnxValue reshaped(int... shape);

  /** A value of this one's entries: where each comes from. */
  OnnxValue rearranged(int[] shape, int[] places, Budget budget);

  default int size() {
    return Shapes.size(shape());
  }

  /** The number of axes that ONNX counts. */
  default int rank() {
    return shape().length + batchAxes();
  }
}
