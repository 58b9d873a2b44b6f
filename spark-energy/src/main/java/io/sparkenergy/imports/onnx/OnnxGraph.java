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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model as its file has it.
 *
 * @param opset the version of ONNX's own operators that it uses
 * @param nodes the nodes, each behind those it needs
 * @param constants the initializers by name
 * @param inputs what is fed to it
 * @param outputs the names of what it gives
 */
record OnnxGraph(
    long opset,
    List<OnnxNode> nodes,
    Map<String, ConstantTensor> constants,
    List<Input> inputs,
    List<String> outputs) {
  /** The length of an axis that the file leaves open. */
  static final long OPEN = -1;

  /**
   * What is fed to a graph.
   *
   * @param elementType the number that ONNX gives the type
   * @param shape the lengths, {@link #OPEN} where one is left open; empty if nothing is said
   */
  record Input(String name, int elementType, Optional<List<Long>> shape) {
    /** The number of rows, if the file says one. */
    OptionalLong batch() {
      return shape.stream()
          .flatMap(lengths -> lengths.stream().limit(1))
          .mapToLong(Long::longValue)
          .filter(length -> length != OPEN)
          .findFirst();
    }
  }
}
