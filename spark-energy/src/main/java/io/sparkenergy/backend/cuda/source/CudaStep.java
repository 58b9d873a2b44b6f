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

/** What a GPU does next; it reads what the steps before have left. */
public sealed interface CudaStep {
  /**
   * One kernel over all rows: a one-dimensional grid of {@link #blocks} blocks, no dynamic shared
   * memory.
   *
   * @param kernel the function's name in the text
   * @param arguments its arguments, in order
   * @param rowsPerBlock the rows that a block computes
   * @param threadsPerBlock the threads of a block
   */
  record Launch(String kernel, List<CudaArgument> arguments, int rowsPerBlock, int threadsPerBlock)
      implements CudaStep {
    /** The blocks that n rows take. */
    public int blocks(int rows) {
      return (rows - 1) / rowsPerBlock + 1;
    }
  }

  /**
   * A matrix product over all rows: {@code output = alpha · input · Wᵀ}, where W is the parameter,
   * of {@code outputs} rows and {@code inputs} columns, or its transpose.
   *
   * @param parameter a {@link CudaParameter.Coefficients}
   * @param transposed whether W is the transpose of what the parameter holds
   * @param inputs the numbers of a row of {@code input}
   * @param outputs the numbers of a row of {@code output}
   * @param input the buffer that is multiplied
   * @param output the buffer that is written, another one
   */
  record Product(
      int parameter,
      boolean transposed,
      double alpha,
      int inputs,
      int outputs,
      int input,
      int output)
      implements CudaStep {}
}
