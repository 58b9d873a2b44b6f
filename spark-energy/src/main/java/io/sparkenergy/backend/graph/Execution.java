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

import io.sparkenergy.expression.Operator;

/**
 * How an operator's values are computed over a tile. The switch has no default, so that a new
 * operator does not compile until it has a place here.
 */
public enum Execution {
  /** Not at all: the rows themselves, numbers and parameters. */
  LEAF,
  /** Entry by entry in a loop that is generated for a whole group of operators. */
  FUSED,
  /** Entry by entry in a loop of its own, which all energies share. */
  FUNCTION,
  /** No work: another node's values from another place on. */
  VIEW,
  /** Row by row: a reduction, a move or a matrix product. */
  ROW_WISE;

  public static Execution of(Operator operator) {
    return switch (operator) {
      case INPUT, DIRECTION, CONSTANT, PARAMETER, SIZE -> LEAF;
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          DIVIDE_OR_ZERO,
          MAXIMUM,
          MINIMUM,
          ABS,
          SIGN,
          SQUARE,
          SQRT,
          RELU,
          STEP,
          LESS,
          SELECT,
          GATE,
          PAD ->
          FUSED;
      case POWER, EXP, LOG, LOG1P, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF -> FUNCTION;
      case SLICE -> VIEW;
      case SUM, DOT, LARGEST, LARGEST_MASK, BROADCAST, ELEMENT, STACK, LINEAR -> ROW_WISE;
      case TERM, CLIP, POINT, NORM, LOG_SUM_EXP, SOFTMAX, LEAF, LEAF_GRADIENT ->
          throw new IllegalStateException(operator + " is rewritten before it is planned");
    };
  }
}
