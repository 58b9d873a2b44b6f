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

/** What an expression gives for one row: one number, or a vector of some length. */
public sealed interface Shape extends Serializable {
  /** One number a row. */
  record Scalar() implements Shape {
    @Override
    public String toString() {
      return "a scalar";
    }
  }

  /** A vector a row. */
  record Vector(Dim length) implements Shape {
    @Override
    public String toString() {
      return "a vector of " + length;
    }
  }

  static Shape scalar() {
    return new Scalar();
  }

  static Shape vector(Dim length) {
    return new Vector(length);
  }

  default boolean isScalar() {
    return this instanceof Scalar;
  }

  /** The vector's length; a scalar counts as one entry. */
  default Dim length() {
    return this instanceof Vector vector ? vector.length() : Dim.of(1);
  }
}
