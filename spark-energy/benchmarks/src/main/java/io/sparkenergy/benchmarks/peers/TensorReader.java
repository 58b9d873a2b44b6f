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
package io.sparkenergy.benchmarks.peers;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Reads numbers of a contiguous tensor, in the order in which they lie in memory. */
@FunctionalInterface
interface TensorReader {
  double get(long index);

  /** Reads the tensor's own memory, which must outlive the reader. */
  static TensorReader of(Tensor tensor) {
    if (tensor.scalar_type().intern() == torch.ScalarType.Double) {
      DoublePointer doubles = new DoublePointer(tensor.data_ptr());
      return doubles::get;
    }
    FloatPointer floats = new FloatPointer(tensor.data_ptr());
    return floats::get;
  }
}
