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
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.energy.EnergyCatalogue;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.energy.RosenbrockEnergy;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

class ProgramTest {
  private static final Set<Quantity> BOTH = EnumSet.of(Quantity.ENERGY, Quantity.SCORE);

  @Test
  void energyAndScoreOfAGaussianShareOneMatrixProduct() {
    Program program = GaussianEnergy.standard(3).program(BOTH, 3);
    assertThat(program.instructions())
        .filteredOn(instruction -> instruction.operator() == Operator.LINEAR)
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.sparkenergy.energy.EnergyCatalogue#named")
  void nothingIsComputedTwiceOrForNothing(EnergyFunction energy) {
    List<Expression> outputs =
        Simplifier.simplify(
            List.of(
                energy.expression(Expression.input(Dim.of(2))),
                Gradient.of(energy.expression(Expression.input(Dim.of(2))), Dim.of(2))));
    Set<List<Object>> seen = new HashSet<>();
    for (Expression node : Graph.topological(outputs)) {
      assertThat(seen.add(List.of(node.operator(), node.attribute(), node.inputs())))
          .as("%s stands once", node)
          .isTrue();
    }
    Program program = energy.program(BOTH, 2);
    Set<Value> read = new HashSet<>(program.outputs());
    program.instructions().forEach(instruction -> read.addAll(instruction.inputs()));
    assertThat(program.instructions()).allMatch(step -> read.contains(step.output()));
  }

  @Test
  void everyOperatorHasTheDerivativeThatCentralDifferencesFind() {
    Set<Operator> covered = EnumSet.noneOf(Operator.class);
    EnergyFunction everything =
        EnergyFunction.define(
            "everything",
            3,
            x -> {
              Expression positive = x.square().plus(0.5);
              Expression head = x.dropLast(1);
              Expression tail = x.dropFirst(1);
              Expression a =
                  positive
                      .sqrt()
                      .plus(positive.log())
                      .plus(positive.log1p())
                      .plus(positive.pow(1.5))
                      .sum();
              Expression b =
                  x.sin().plus(x.cos()).plus(x.tanh()).plus(x.sigmoid()).plus(x.exp()).mean();
              Expression c = x.erf().plus(x.gelu()).plus(x.silu()).plus(x.softplus()).sum();
              Expression d = x.relu().plus(x.abs()).largest().plus(x.smallest());
              Expression e = head.max(tail).minus(head.min(tail)).norm();
              Expression f = head.lessThan(tail).select(head.square(), tail).sum();
              Expression g = x.softmax().dot(x).plus(x.logSumExp());
              Expression h = x.get(1).times(x.get(2)).dividedBy(positive.sum());
              Expression w = x.linear(Matrix.of(new double[][] {{1, -2, 0.5}, {0.3, 1, 1}}));
              Expression i = w.times(Expression.parameter(0.7, -0.2)).tanh().get(0).asTerm();
              Expression j = Expression.stack(List.of(h, i)).times(x.size()).logSumExp();
              Expression k = h.gate(x).dividedOrZero(positive).times(x.sign()).sum();
              Expression l = h.broadcast(Dim.of(2)).pad(Dim.of(1), Dim.of(3)).dot(x);
              Expression m = x.largestMask().times(x.step()).dot(x).plus(x.square().largest());
              Expression n = Clipping.clip(w, v -> v.square().sum(), 1e6).sin();
              Expression all =
                  List.of(a, b, c, d, e, f, g, h, i, j, k, l, m, n).stream()
                      .reduce(Expression::plus)
                      .orElseThrow();
              Graph.topological(List.of(all)).forEach(node -> covered.add(node.operator()));
              return all;
            });
    assertThat(EnumSet.complementOf(EnumSet.copyOf(covered)))
        .as("operators without a test; a direction and a leaf have tests of their own")
        .containsExactly(Operator.DIRECTION, Operator.LEAF, Operator.LEAF_GRADIENT);
    double[][] rows = {{0.3, -0.8, 1.1}, {-1.2, 0.4, 0.9}, {2.1, 1.3, -0.6}};
    double[][] score = everything.score(Nd4j.createFromArray(rows)).toDoubleMatrix();
    double step = 1e-6;
    for (int j = 0; j < 3; j++) {
      var above = Nd4j.createFromArray(rows);
      above.getColumn(j).addi(step);
      var below = Nd4j.createFromArray(rows);
      below.getColumn(j).subi(step);
      double[] up = everything.energy(above).toDoubleVector();
      double[] down = everything.energy(below).toDoubleVector();
      for (int i = 0; i < rows.length; i++) {
        assertThat(score[i][j]).isCloseTo(-(up[i] - down[i]) / (2 * step), within(1e-7));
      }
    }
  }

  @Test
  void deepExpressionsDoNotOverflowTheStack() {
    EnergyFunction deep =
        EnergyFunction.define(
            "deep",
            x -> {
              Expression y = x;
              for (int i = 0; i < 20_000; i++) {
                y = y.plus(1.0 / (i + 1)).sin();
              }
              return y.sum();
            });
    assertThat(deep.program(BOTH, 2).instructions()).hasSizeGreaterThan(40_000);
    assertThat(FlatExpression.of(deep.expression()).toExpression().shape().isScalar()).isTrue();
  }

  @Test
  void theLeastDimensionFollowsFromTheDefinition() {
    assertThat(RosenbrockEnergy.standard().minimumDimension()).isEqualTo(2);
    assertThat(least(x -> x.dropFirst(3).sum())).isEqualTo(4);
    assertThat(least(x -> x.get(5))).isEqualTo(6);
    assertThat(least(x -> x.first(4).sum())).isEqualTo(4);
    assertThat(least(x -> x.last(4).sum())).isEqualTo(4);
    assertThat(EnergyCatalogue.all().get("himmelblau").minimumDimension()).isEqualTo(2);
  }

  private static int least(UnaryOperator<Expression> definition) {
    return EnergyFunction.define("e", definition).minimumDimension();
  }
}
