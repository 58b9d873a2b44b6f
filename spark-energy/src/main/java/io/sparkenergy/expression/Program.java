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
import java.util.List;

/**
 * Expressions made ready for a batch of rows with d entries each: a straight list of instructions
 * over a few registers. Every length is a number here, nothing is computed twice, and a register is
 * used again as soon as its value is dead. A backend runs it top to bottom.
 *
 * @param dimension d
 * @param registerLengths the length of each register; register 0 holds the rows
 * @param usesDirection whether register 1 holds the direction of a Hessian-vector product
 * @param instructions what to compute, in order
 * @param outputs where the results stand when all has run
 */
public record Program(
    int dimension,
    List<Integer> registerLengths,
    boolean usesDirection,
    List<Instruction> instructions,
    List<Value> outputs) {

  /**
   * Lowers expressions for rows of d entries.
   *
   * @throws EnergyException if vectors do not fit each other for this d, or the program would take
   *     more than {@link ExpressionLimits} says
   */
  public static Program of(List<Expression> outputs, int d) {
    if (d > ExpressionLimits.VECTOR_LENGTH) {
      throw ExpressionLimits.tooLarge("rows", d + " entries", ExpressionLimits.VECTOR_LENGTH);
    }
    List<Expression> bound = Graph.map(Graph.bind(outputs, d), Program::withoutMarks);
    Program program = new Lowering(d).lower(Simplifier.simplify(bound));
    ExpressionLimits.numbersPerRow(
        "program", program.registerLengths().stream().mapToLong(Integer::longValue).sum());
    return program;
  }

  /** What only derivatives mind is no instruction. */
  private static Expression withoutMarks(Expression node, List<Expression> inputs) {
    return switch (node.operator()) {
      case TERM, CLIP, POINT -> inputs.get(0);
      default -> Expression.node(node.operator(), node.attribute(), inputs);
    };
  }

  /** The numbers that all registers hold for one row, what a batch's memory is reckoned from. */
  public int numbersPerRow() {
    return registerLengths.stream().mapToInt(Integer::intValue).sum();
  }
}
