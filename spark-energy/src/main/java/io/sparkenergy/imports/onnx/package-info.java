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
/**
 * ONNX graphs as energies: the protobuf text read by hand, checked against the bytes that are
 * there, and its operators said once more as an {@link io.sparkenergy.expression.Expression} over
 * one row, so that the score comes by this library's own differentiation. What would mix the rows
 * of a batch is refused. Knows nothing of Spark.
 */
package io.sparkenergy.imports.onnx;
