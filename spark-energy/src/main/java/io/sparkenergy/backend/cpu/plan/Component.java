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
package io.sparkenergy.backend.cpu.plan;

import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.expression.Operator;
import java.util.List;

/**
 * What one of several like components computes from an entry of a row, to be summed up: operators
 * over rows that all components share, and over numbers and parameters of its own. Components of
 * equal form and equal rows differ in those alone.
 *
 * @param form the operators
 * @param rows the vectors of a row that it reads
 * @param numbers a number a row each, the same for all entries
 * @param parameters a number an entry each, the same for all rows; or one constant
 */
public record Component(Form form, List<Node> rows, List<Node> numbers, List<Node> parameters) {

  /**
   * Operators in order, and what is summed up.
   *
   * @param operations inputs before what reads them
   * @param factors the summand, or two whose product it is
   * @param gated whether the first factor is a number, and the product 0 where that is, whatever
   *     the second is
   */
  public record Form(List<Operation> operations, List<Operand> factors, boolean gated) {}

  /** An operator with its inputs. */
  public record Operation(Operator operator, List<Operand> inputs) {}

  /** A value, by its place among those of its kind. */
  public record Operand(Kind kind, int index) {}

  /** What an operand is. */
  public enum Kind {
    ROWS,
    NUMBER,
    PARAMETER,
    OPERATION
  }
}
