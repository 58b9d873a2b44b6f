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
package io.sparkenergy.backend.cuda.source;

import java.util.List;

/** An argument of a kernel. */
public sealed interface CudaArgument {
  /** How many rows there are: an {@code int}. */
  record RowCount() implements CudaArgument {}

  /** The device address of a buffer's first row. */
  record Buffer(int index) implements CudaArgument {}

  /** The device address of a parameter. */
  record Parameter(int index) implements CudaArgument {}

  /**
   * Numbers by value: a struct of nothing but an array of them in the program's precision, to which
   * they are rounded.
   */
  record Numbers(List<Double> values) implements CudaArgument {}
}
