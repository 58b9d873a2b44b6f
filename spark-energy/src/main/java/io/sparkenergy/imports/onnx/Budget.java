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
 * How many numbers an import may make, in proportion to what the file holds: a small file must not
 * spread itself over all memory.
 */
final class Budget {
  private long left;

  Budget(long numbersInFile) {
    this.left = OnnxLimits.NUMBERS_MADE + 4 * numbersInFile;
  }

  void take(long numbers) {
    left -= numbers;
    if (left < 0) {
      throw Shapes.mismatch(
          "a graph that makes far more numbers than its file holds", "a graph for vectors");
    }
  }
}
