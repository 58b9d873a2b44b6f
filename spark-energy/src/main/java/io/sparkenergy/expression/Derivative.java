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
package io.sparkenergy.expression;

import java.util.List;

/**
 * The reverse-mode rule of an operator: from the adjoint g of a node (its shape is the node's), one
 * adjoint for each input. For a scalar input of a vector node the rule gives the adjoint entry by
 * entry, and {@link Gradient} sums it.
 */
@FunctionalInterface
interface Derivative {
  List<Expression> adjoints(Expression node, Expression g);

  /** Constant almost everywhere: nothing flows back. */
  Derivative ZERO = (node, g) -> node.inputs().stream().map(input -> Expression.ZERO).toList();
}
