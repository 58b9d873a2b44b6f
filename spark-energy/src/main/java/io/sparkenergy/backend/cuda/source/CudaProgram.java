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
package io.sparkenergy.backend.cuda.source;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.graph.Division;
import io.sparkenergy.backend.graph.Node;
import io.sparkenergy.backend.graph.NodeTable;
import io.sparkenergy.backend.graph.Translation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.expression.Attribute;
import io.sparkenergy.expression.ExpressionLimits;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.Program;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A program as a GPU runs it over n rows: the text of its kernels, and the steps in order. Energies
 * of one form have one text, whatever their numbers are.
 *
 * @param source CUDA C++ of all kernels, each {@code extern "C"}; includes nothing
 * @param precision the type of every number: {@code double} or {@code float}
 * @param dimension the entries of a row
 * @param buffers the arrays that hold numbers for each row; steps name them by their place here
 * @param parameters what all rows share; steps name them by their place here
 * @param steps what runs, one after the other
 * @param input the buffer of the rows
 * @param direction the buffer of the directions of Hessian-vector products, if the program has any
 * @param results the buffers of the program's results, in its order
 */
public record CudaProgram(
    String source,
    Precision precision,
    int dimension,
    List<CudaBuffer> buffers,
    List<CudaParameter> parameters,
    List<CudaStep> steps,
    int input,
    OptionalInt direction,
    List<Integer> results) {
  /** With several threads a row, a product of few outputs is a sum over the row for each. */
  private static final Division SEVERAL_THREADS = new Division(1, 8, 1);

  /**
   * Quantities of an energy, in the order of {@link Quantity}.
   *
   * @throws io.sparkenergy.error.EnergyException if d does not fit the energy, or a score is asked
   *     of a model that gives none
   */
  public static CudaProgram of(
      EnergyFunction energy, int d, Set<Quantity> quantities, Precision precision) {
    List<Integer> lengths =
        EnumSet.copyOf(quantities).stream()
            .map(quantity -> quantity == Quantity.ENERGY ? 1 : d)
            .toList();
    return of(energy.program(quantities, d), lengths, precision);
  }

  /**
   * Any program without row functions.
   *
   * @param lengths the numbers of a row of each result; a single number fills them all
   */
  public static CudaProgram of(Program program, List<Integer> lengths, Precision precision) {
    if (ThreadPerRow.mayFit(program)) {
      List<Node> outputs = outputs(program, lengths, ThreadPerRow.DIVISION);
      if (ThreadPerRow.fits(program, outputs, precision)) {
        return ProgramSource.of(program.dimension(), outputs, true, precision);
      }
    }
    List<Node> outputs = outputs(program, lengths, SEVERAL_THREADS);
    return ProgramSource.of(program.dimension(), outputs, false, precision);
  }

  private static List<Node> outputs(Program program, List<Integer> lengths, Division division) {
    NodeTable nodes = new NodeTable();
    List<Node> outputs = new ArrayList<>(Translation.of(program, nodes, division));
    for (int i = 0; i < outputs.size(); i++) {
      int length = lengths.get(i);
      if (outputs.get(i).length() != length) {
        outputs.set(i, nodes.vector(Operator.BROADCAST, Attribute.NONE, length, outputs.get(i)));
      }
    }
    return outputs;
  }

  /** The numbers that all buffers hold for one row, what a batch's memory is reckoned from. */
  public int numbersPerRow() {
    return ExpressionLimits.numbersPerRow(
        "cuda program", buffers.stream().mapToLong(CudaBuffer::stride).sum());
  }
}
