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
package io.sparkenergy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.DensityModel;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Dim;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.expression.Operator;
import io.sparkenergy.expression.RowFunction;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of operators in docs/custom-energies.md is the library's. */
class OperatorTableTest {
  private static final Expression ROW = Expression.input(Dim.of(3));
  private static final DensityModel MODEL = x -> x.sum(1);

  /** The operators by their symbols, each with the methods that its row names. */
  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    DocPage.read("custom-energies.md")
        .text()
        .lines()
        .dropWhile(line -> !line.equals("## Operators"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .forEach(
            line -> {
              String[] cells = line.split("\\|", -1);
              List<String> methods =
                  Pattern.compile("`(\\w+)\\(")
                      .matcher(cells[2])
                      .results()
                      .map((MatchResult name) -> name.group(1))
                      .toList();
              rows.put(cells[1].strip().replace("`", ""), methods);
            });
    return rows;
  }

  @Test
  void everyOperatorHasARow() throws IOException {
    assertThat(rows().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operator.values()).map(Operator::symbol).toList());
  }

  @Test
  void everyMethodStandsInOneRow() throws IOException {
    List<String> named = rows().values().stream().flatMap(List::stream).toList();
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            methods().map(Method::getName).collect(Collectors.toSet()));
  }

  @Test
  void methodsMakeTheOperatorOfTheirRow() throws IOException {
    Map<String, List<String>> rows = rows();
    for (Method method : methods().toList()) {
      String symbol =
          rows.entrySet().stream()
              .filter(row -> row.getValue().contains(method.getName()))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      Expression made =
          Stream.of(ROW, ROW.get(0))
              .flatMap(on -> Stream.of(ROW, ROW.get(0)).map(other -> call(method, on, other)))
              .flatMap(Optional::stream)
              .findFirst()
              .orElseThrow(() -> new AssertionError(method + " takes no sample"));
      assertThat(operators(made))
          .as(method.toString())
          .extracting(Operator::symbol)
          .contains(symbol);
    }
  }

  private static Stream<Method> methods() {
    return Arrays.stream(Expression.class.getMethods())
        .filter(method -> method.getReturnType().equals(Expression.class));
  }

  /** The result, or nothing if the shapes do not fit. */
  private static Optional<Expression> call(Method method, Expression on, Expression other) {
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      arguments.add(argument(type, other));
    }
    try {
      Object target = Modifier.isStatic(method.getModifiers()) ? null : on;
      return Optional.of((Expression) method.invoke(target, arguments.toArray()));
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(EnergyException.class);
      return Optional.empty();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Object argument(Class<?> type, Expression other) {
    Map<Class<?>, Object> samples =
        Map.of(
            Expression.class,
            other,
            double.class,
            0.5,
            int.class,
            1,
            double[].class,
            new double[] {1, 2},
            Dim.class,
            Dim.of(3),
            List.class,
            List.of(ROW.get(0), ROW.get(1)),
            Matrix.class,
            Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}),
            RowFunction.class,
            MODEL);
    return Optional.ofNullable(samples.get(type)).orElseThrow();
  }

  private static Set<Operator> operators(Expression expression) {
    Set<Operator> found = EnumSet.noneOf(Operator.class);
    Deque<Expression> open = new ArrayDeque<>(List.of(expression));
    while (!open.isEmpty()) {
      Expression next = open.pop();
      found.add(next.operator());
      open.addAll(next.inputs());
    }
    return found;
  }
}
