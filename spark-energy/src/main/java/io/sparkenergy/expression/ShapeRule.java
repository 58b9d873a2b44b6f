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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.List;

/** Gives the shape of an operator's result, or refuses inputs that do not fit each other. */
@FunctionalInterface
interface ShapeRule {
  Shape shape(Operator operator, Attribute attribute, List<Shape> inputs);

  ShapeRule SCALAR = (operator, attribute, inputs) -> Shape.scalar();

  /** A leaf or a broadcast: a vector as long as its attribute says. */
  ShapeRule EXTENT =
      (operator, attribute, inputs) -> {
        inputs.forEach(input -> requireScalar(operator, input));
        return Shape.vector(Attribute.as(Attribute.Extent.class, attribute).length());
      };

  ShapeRule PARAMETER =
      (operator, attribute, inputs) ->
          Shape.vector(Dim.of(Attribute.as(Attribute.Numbers.class, attribute).values().length()));

  /** Entry by entry; a scalar meets every entry of a vector, vectors must be equally long. */
  ShapeRule ELEMENTWISE =
      (operator, attribute, inputs) -> {
        Shape result = Shape.scalar();
        for (Shape input : inputs) {
          if (result.isScalar()) {
            result = input;
          } else if (!input.isScalar() && !input.equals(result)) {
            throw mismatch(operator, result + " and " + input, "vectors of one length");
          }
        }
        return result;
      };

  ShapeRule SAME_VECTOR = (operator, attribute, inputs) -> requireVector(operator, inputs.get(0));

  ShapeRule REDUCTION =
      (operator, attribute, inputs) -> {
        Shape first = requireVector(operator, inputs.get(0));
        for (Shape input : inputs) {
          if (!input.equals(first)) {
            throw mismatch(operator, first + " and " + input, "vectors of one length");
          }
        }
        return Shape.scalar();
      };

  ShapeRule ENERGY_AT =
      (operator, attribute, inputs) -> {
        requireScalar(operator, inputs.get(0));
        requireVector(operator, inputs.get(1));
        return Shape.scalar();
      };

  ShapeRule ELEMENT =
      (operator, attribute, inputs) -> {
        Dim length = requireVector(operator, inputs.get(0)).length();
        int index = Attribute.as(Attribute.Index.class, attribute).index();
        if (index < 0 || (!length.free() && index >= length.offset())) {
          throw mismatch(operator, "entry " + index, "an entry of " + inputs.get(0));
        }
        return Shape.scalar();
      };

  ShapeRule STACK =
      (operator, attribute, inputs) -> {
        if (inputs.isEmpty()) {
          throw mismatch(operator, "no scalars", "one or more");
        }
        inputs.forEach(input -> requireScalar(operator, input));
        return Shape.vector(Dim.of(inputs.size()));
      };

  ShapeRule SLICE =
      (operator, attribute, inputs) -> {
        requireWindow(
            operator, attribute, requireVector(operator, inputs.get(0)).length(), inputs.get(0));
        return Shape.vector(Attribute.as(Attribute.Window.class, attribute).length());
      };

  ShapeRule PAD =
      (operator, attribute, inputs) -> {
        requireVector(operator, inputs.get(0));
        return Shape.vector(Attribute.as(Attribute.Window.class, attribute).length());
      };

  ShapeRule LINEAR =
      (operator, attribute, inputs) -> {
        Attribute.LinearMap map = Attribute.as(Attribute.LinearMap.class, attribute);
        Shape expected = Shape.vector(Dim.of(map.inputLength()));
        if (!inputs.get(0).equals(expected)) {
          throw mismatch(operator, inputs.get(0).toString(), expected.toString());
        }
        return Shape.vector(Dim.of(map.outputLength()));
      };

  static Shape requireVector(Operator operator, Shape input) {
    if (input.isScalar()) {
      throw mismatch(operator, input.toString(), "a vector");
    }
    return input;
  }

  static void requireScalar(Operator operator, Shape input) {
    if (!input.isScalar()) {
      throw mismatch(operator, input.toString(), "a scalar");
    }
  }

  private static void requireWindow(
      Operator operator, Attribute attribute, Dim available, Shape input) {
    Attribute.Window window = Attribute.as(Attribute.Window.class, attribute);
    boolean comparable = !available.free() && !window.start().free() && !window.length().free();
    boolean outside =
        comparable
            && (window.start().offset() < 0
                || window.length().offset() < 1
                || window.start().offset() + window.length().offset() > available.offset());
    if (outside) {
      throw mismatch(
          operator,
          window.length() + " entries from entry " + window.start(),
          "entries of " + input);
    }
  }

  private static EnergyException mismatch(Operator operator, String found, String expected) {
    return EnergyException.of(
        ErrorCondition.SHAPE_MISMATCH,
        "operator",
        operator.symbol(),
        "found",
        found,
        "expected",
        expected);
  }
}
