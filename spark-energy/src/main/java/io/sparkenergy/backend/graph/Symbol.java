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
package io.sparkenergy.backend.graph;

import java.util.List;

/** A value of a program as the plan holds it. */
sealed interface Symbol {
  /** One number a row. */
  record One(Node number) implements Symbol {}

  /** A short vector, or scalars side by side: its entries as numbers of their own. */
  record Parts(List<Node> numbers) implements Symbol {}

  /** A vector in one piece. */
  record Whole(Node vector) implements Symbol {}
}
