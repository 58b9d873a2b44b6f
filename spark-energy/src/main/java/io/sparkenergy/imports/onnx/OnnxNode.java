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

/**
 * A node of a graph.
 *
 * @param label what messages call it
 * @param operator the operator, with its domain where that is not ONNX's own
 * @param inputs the values it takes; an empty name is one left out
 * @param outputs the values it gives
 * @param attributes its attributes by name
 */
record OnnxNode(
    String label,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, OnnxAttribute> attributes) {}
