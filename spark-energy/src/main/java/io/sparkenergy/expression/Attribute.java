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

import java.io.Serializable;

/** What a node holds beside its inputs; which kind an operator holds stands in its table row. */
public sealed interface Attribute extends Serializable {
  Attribute NONE = new None();

  /** Nothing. */
  record None() implements Attribute {}

  /** A number: the value of a constant, the exponent of a power. */
  record Literal(double value) implements Attribute {}

  /** A parameter vector. */
  record Numbers(ParameterVector values) implements Attribute {}

  /** A length: of an input, a broadcast, a size. */
  record Extent(Dim length) implements Attribute {}

  /** The place of one entry. */
  record Index(int index) implements Attribute {}

  /**
   * A stretch of a vector. A slice reads {@code length} entries from {@code start}; a pad writes
   * its input at {@code start} of {@code length} entries.
   */
  record Window(Dim start, Dim length) implements Attribute {}

  /** A matrix, applied as it is or transposed; both directions share one set of numbers. */
  record LinearMap(Matrix matrix, boolean transposed) implements Attribute {
    public LinearMap {
      transposed = transposed && !matrix.isSymmetric();
    }

    public int inputLength() {
      return transposed ? matrix.rows() : matrix.columns();
    }

    public int outputLength() {
      return transposed ? matrix.columns() : matrix.rows();
    }

    LinearMap transpose() {
      return new LinearMap(matrix, !transposed);
    }
  }

  /** A function that is not an expression. */
  record Leaf(RowFunction function) implements Attribute {}

  /** The attribute as the kind that its operator holds. */
  static <A extends Attribute> A as(Class<A> kind, Attribute attribute) {
    return kind.cast(attribute);
  }
}
