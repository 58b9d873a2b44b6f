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

import io.sparkenergy.energy.EnergyFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Each operator by itself, as an energy of the numbers that it is given. */
public final class SingleOperators {
  private final Map<String, EnergyFunction> energies = new LinkedHashMap<>();

  private SingleOperators() {}

  /** Energies of one to three entries. */
  public static Stream<Named<EnergyFunction>> named() {
    SingleOperators all = new SingleOperators();
    all.unary();
    all.binary();
    all.choices();
    all.reductions();
    return all.energies.entrySet().stream()
        .map(entry -> Named.of(entry.getKey(), entry.getValue()));
  }

  private void unary() {
    add("abs", 1, x -> x.get(0).abs());
    add("sign", 1, x -> x.get(0).sign().plus(x.get(0)));
    add("square", 1, x -> x.get(0).square());
    add("sqrt", 1, x -> x.get(0).sqrt());
    add("exp", 1, x -> x.get(0).exp());
    add("log", 1, x -> x.get(0).log());
    add("log1p", 1, x -> x.get(0).log1p());
    add("sin", 1, x -> x.get(0).sin());
    add("cos", 1, x -> x.get(0).cos());
    add("tanh", 1, x -> x.get(0).tanh());
    add("sigmoid", 1, x -> x.get(0).sigmoid());
    add("softplus", 1, x -> x.get(0).softplus());
    add("erf", 1, x -> x.get(0).erf());
    add("relu", 1, x -> x.get(0).relu());
    add("step", 1, x -> x.get(0).step().plus(x.get(0)));
    for (double exponent : new double[] {-2, -1, -0.5, 0, 0.5, 1.5, 3, 4}) {
      add("power " + exponent, 1, x -> x.get(0).pow(exponent));
    }
  }

  private void binary() {
    pair("add", Expression::plus);
    pair("subtract", Expression::minus);
    pair("multiply", Expression::times);
    pair("divide", Expression::dividedBy);
    pair("divide_or_zero", Expression::dividedOrZero);
    pair("maximum", Expression::max);
    pair("minimum", Expression::min);
    pair("less", (a, b) -> a.lessThan(b).plus(b.sin()));
    pair("gate", Expression::gate);
  }

  private void choices() {
    add("select", 3, x -> x.get(0).select(x.get(1), x.get(2)));
    add("select of a vector", 3, x -> x.get(0).select(x, x.get(2)).get(1));
    add("stack", 3, x -> Expression.stack(List.of(x.get(2), x.get(0))).sin().get(1));
    add("slice", 3, x -> x.dropFirst(1).sin().get(0));
    add("pad", 2, x -> x.pad(Dim.of(1), Dim.of(4)).sin().get(2));
    add("broadcast", 2, x -> x.get(0).broadcast(Dim.of(2)).softmax().get(1).plus(x.get(1)));
  }

  private void reductions() {
    add("sum", 3, x -> x.sum());
    add("dot", 3, x -> x.dot(x.sin()));
    add("dot with a parameter", 3, x -> x.dot(Expression.parameter(1, -2, 0)));
    add("norm", 3, x -> x.norm());
    add("largest", 3, x -> x.largest());
    add("largest_mask", 3, x -> x.largestMask().dot(Expression.parameter(1, 2, 3)));
    add("log_sum_exp", 3, x -> x.logSumExp());
    add("softmax", 3, x -> x.softmax().get(1));
    add("log_sum_exp of terms", 2, x -> terms(x).logSumExp());
    Matrix matrix = Matrix.of(new double[][] {{1, 0, -1}, {0.5, 2, -3}});
    add("linear", 3, x -> x.linear(matrix).get(1));
    add("linear of several", 3, x -> x.linear(matrix).sin().sum());
  }

  private static Expression terms(Expression x) {
    return Expression.stack(List.of(x.get(0).asTerm(), x.get(1).square().asTerm()));
  }

  private interface Pair {
    Expression of(Expression a, Expression b);
  }

  /** Between scalars, vectors, one of each, and with what all rows share. */
  private void pair(String name, Pair pair) {
    Expression shared = Expression.parameter(0, -1.5, 2);
    add(name, 2, x -> pair.of(x.get(0), x.get(1)));
    add(name + " of vectors", 3, x -> pair.of(x.first(2), x.last(2)).get(0));
    add(name + " of a vector and a scalar", 3, x -> pair.of(x, x.get(1)).get(2));
    add(name + " of a scalar and a vector", 3, x -> pair.of(x.get(1), x).get(2));
    add(name + " of a vector and a parameter", 3, x -> pair.of(x, shared).get(1));
    add(name + " of a parameter and a vector", 3, x -> pair.of(shared, x).get(1));
    add(name + " of 0 and a vector", 2, x -> pair.of(Expression.ZERO, x).get(1).plus(x.get(0)));
    add(name + " of a scalar and 2", 1, x -> pair.of(x.get(0), Expression.constant(2)));
  }

  private void add(String name, int d, UnaryOperator<Expression> definition) {
    energies.put(name, EnergyFunction.define(name, d, definition));
  }
}
