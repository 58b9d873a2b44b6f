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
package io.sparkenergy.backend;

/**
 * Evaluates one energy over batches, for one thread; its memory is native and lives until close.
 */
public interface BatchEvaluator extends AutoCloseable {
  /** Room for the rows and the results, of the size that this evaluator takes. */
  Batch batch();

  /** Evaluates the first {@code rows} rows of {@link #batch}, and leaves the results there. */
  void evaluate(int rows);

  /** The native bytes held for rows; parameters, which tasks share, not counted. */
  long nativeBytes();

  /** Whether the last evaluation was a GPU's work. */
  default boolean onGpu() {
    return false;
  }

  @Override
  void close();
}
