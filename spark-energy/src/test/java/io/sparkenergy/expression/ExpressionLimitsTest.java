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

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.Precision;
import io.sparkenergy.backend.cpu.plan.Plan;
import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No expression loops, and none takes more memory than its nodes declare. */
class ExpressionLimitsTest {
  /** Numbers of a SIMD register, the most that rows are lengthened by. */
  private static final int LANES = 16;

  /** What a composite operator, as a softmax, falls into on a backend. */
  private static final int PARTS = 8;

  private static final List<Set<Quantity>> ASKED =
      List.of(
          EnumSet.of(Quantity.ENERGY),
          EnumSet.of(Quantity.ENERGY, Quantity.SCORE),
          EnumSet.of(Quantity.HESSIAN_VECTOR_PRODUCT));

  static Stream<Named<EnergyFunction>> energies() {
    return Stream.concat(EnergyCatalogue.named(), SingleOperators.named());
  }

  private static int dimension(EnergyFunction energy) {
    return Math.max(2, energy.minimumDimension());
  }

  private static int fitting(EnergyFunction energy) {
    return energy.dimension().orElseGet(() -> dimension(energy));
  }

  @Test
  void everyOperatorThatAProgramCanHaveIsAmongTheEnergies() {
    Set<Operator> seen = EnumSet.noneOf(Operator.class);
    energies()
        .map(Named::getPayload)
        .forEach(
            energy ->
                ASKED.forEach(
                    quantities ->
                        energy.program(quantities, fitting(energy)).instructions().stream()
                            .map(Instruction::operator)
                            .forEach(seen::add)));
    Set<Operator> noInstruction =
        EnumSet.of(
            Operator.INPUT,
            Operator.DIRECTION,
            Operator.CONSTANT,
            Operator.PARAMETER,
            Operator.SIZE,
            Operator.TERM,
            Operator.CLIP,
            Operator.POINT,
            // Not expressions: a Java object's own business.
            Operator.LEAF,
            Operator.LEAF_GRADIENT);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(of(noInstruction)));
  }

  private static EnumSet<Operator> of(Set<Operator> operators) {
    return EnumSet.copyOf(operators);
  }

  @ParameterizedTest
  @MethodSource("energies")
  void memoryIsBoundedByNodesTimesTheWidestThatIsDeclared(EnergyFunction energy) {
    int d = fitting(energy);
    for (Set<Quantity> quantities : ASKED) {
      Program program = energy.program(quantities, d);
      int widest =
          program.instructions().stream()
              .mapToInt(instruction -> instruction.output().length())
              .reduce(d, Math::max);
      long values = program.instructions().size() + 2L;
      assertThat((long) program.numbersPerRow()).isLessThanOrEqualTo(values * widest);
      if (program.usesDirection()) {
        continue; // The CPU backend computes none.
      }
      Plan plan = Plan.of(program, LANES, true, Precision.DOUBLE);
      assertThat((long) plan.scratchPerRow())
          .isLessThanOrEqualTo(PARTS * values * (widest + LANES));
    }
  }

  /** Each instruction runs once, and reads what stands before it. */
  @ParameterizedTest
  @MethodSource("energies")
  void aProgramIsAStraightLine(EnergyFunction energy) {
    for (Set<Quantity> quantities : ASKED) {
      Program program = energy.program(quantities, fitting(energy));
      Set<Integer> written = new HashSet<>(List.of(0));
      if (program.usesDirection()) {
        written.add(1);
      }
      for (Instruction instruction : program.instructions()) {
        for (Value input : instruction.inputs()) {
          if (input instanceof Value.Register register) {
            assertThat(written).contains(register.index());
          }
        }
        written.add(instruction.output().index());
      }
    }
  }
}
