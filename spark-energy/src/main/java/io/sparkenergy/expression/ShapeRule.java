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
        return vector(operator, Attribute.as(Attribute.Extent.class, attribute).length());
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
        Shape input = requireVector(operator, inputs.get(0));
        Attribute.Window window = Attribute.as(Attribute.Window.class, attribute);
        requireInside(operator, window.start(), window.length(), input.length());
        return vector(operator, Attribute.as(Attribute.Window.class, attribute).length());
      };

  ShapeRule PAD =
      (operator, attribute, inputs) -> {
        Shape input = requireVector(operator, inputs.get(0));
        Attribute.Window window = Attribute.as(Attribute.Window.class, attribute);
        requireInside(operator, window.start(), input.length(), window.length());
        return vector(operator, window.length());
      };

  ShapeRule LINEAR =
      (operator, attribute, inputs) -> {
        Attribute.LinearMap map = Attribute.as(Attribute.LinearMap.class, attribute);
        Shape expected = Shape.vector(Dim.of(map.inputLength()));
        if (!inputs.get(0).equals(expected)) {
          throw mismatch(operator, inputs.get(0).toString(), expected.toString());
        }
        return vector(operator, Dim.of(map.outputLength()));
      };

  /** A scalar, as it is. */
  ShapeRule SAME_SCALAR =
      (operator, attribute, inputs) -> {
        requireScalar(operator, inputs.get(0));
        return Shape.scalar();
      };

  /** A vector as long as data say, whom nobody believes. */
  private static Shape vector(Operator operator, Dim length) {
    int offset = length.offset();
    boolean tooShort = !length.free() && offset < 1;
    if (tooShort || Math.abs((long) offset) > ExpressionLimits.VECTOR_LENGTH) {
      throw mismatch(
          operator, "a vector of " + length, "1 to " + ExpressionLimits.VECTOR_LENGTH + " entries");
    }
    return Shape.vector(length);
  }

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

  /** Where all lengths are known; what counts from d is looked at when d is. */
  private static void requireInside(Operator operator, Dim start, Dim count, Dim available) {
    boolean known = !start.free() && !count.free() && !available.free();
    boolean outside =
        known
            && (start.offset() < 0
                || count.offset() < 1
                || (long) start.offset() + count.offset() > available.offset());
    if (outside) {
      throw mismatch(
          operator,
          count + " entries from entry " + start,
          "entries of " + Shape.vector(available));
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
