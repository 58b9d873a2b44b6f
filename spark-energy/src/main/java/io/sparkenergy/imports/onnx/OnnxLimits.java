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

/** What an ONNX file may hold, and what it may be made into. */
final class OnnxLimits {
  /** The most nodes of a graph. */
  static final int NODES = 1 << 17;

  /** The most axes of a tensor. */
  static final int RANK = 32;

  /** The most entries of a row, and of a value that is spread over others. */
  static final int ENTRIES = 1 << 20;

  /** The numbers that a graph may make beside four for each in its file. */
  static final int NUMBERS_MADE = 1 << 24;

  private OnnxLimits() {}
}
