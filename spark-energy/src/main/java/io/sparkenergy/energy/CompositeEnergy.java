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
package io.sparkenergy.energy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An operation over weighted energies wₖ Eₖ(x): their sum, product, minimum or maximum. The weight
 * multiplies first, whatever the operation. Minimum and maximum take the score of the chosen
 * component, the first one on ties.
 */
public final class CompositeEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  /** What is done with the weighted energies. */
  public enum Operation {
    SUM,
    PRODUCT,
    MIN,
    MAX;

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Operation operation;
  private final EnergyFunction[] components;
  private final double[] weights;

  private CompositeEnergy(Operation operation, List<EnergyFunction> components, double[] weights) {
    Require.commonDimension("components", components);
    this.operation = operation;
    this.components = components.toArray(EnergyFunction[]::new);
    this.weights = Require.weights(weights, components.size());
  }

  /**
   * With an operation, its components, and all weights 1.
   *
   * @throws EnergyException if there is no component, or the dimensions that they fix differ
   */
  public static CompositeEnergy of(Operation operation, List<EnergyFunction> components) {
    double[] weights = new double[components.size()];
    Arrays.fill(weights, 1);
    return new CompositeEnergy(operation, components, weights);
  }

  public static CompositeEnergy sum(EnergyFunction... components) {
    return of(Operation.SUM, List.of(components));
  }

  public static CompositeEnergy product(EnergyFunction... components) {
    return of(Operation.PRODUCT, List.of(components));
  }

  public static CompositeEnergy min(EnergyFunction... components) {
    return of(Operation.MIN, List.of(components));
  }

  public static CompositeEnergy max(EnergyFunction... components) {
    return of(Operation.MAX, List.of(components));
  }

  /**
   * The same with other weights.
   *
   * @throws EnergyException if there is not one for each component, or one is NaN or infinite
   */
  public CompositeEnergy weights(double... weights) {
    return new CompositeEnergy(operation, List.of(components), weights);
  }

  static CompositeEnergy fromJson(FieldReader fields) {
    String symbol = fields.text("operation", Operation.SUM.symbol());
    List<EnergyFunction> components = Energies.readAll(fields.objects("components"));
    Operation operation =
        Arrays.stream(Operation.values())
            .filter(candidate -> candidate.symbol().equals(symbol))
            .findFirst()
            .orElseThrow(
                () ->
                    EnergyException.invalidParameter(
                        fields.path("operation"), symbol, "sum, product, min or max"));
    CompositeEnergy plain = fields.build(() -> of(operation, components));
    if (!fields.has("weights")) {
      return plain;
    }
    double[] weights = fields.numbers("weights");
    return fields.build(() -> plain.weights(weights));
  }

  @Override
  public String type() {
    return "composite";
  }

  @Override
  public OptionalInt dimension() {
    return Require.commonDimension("components", List.of(components));
  }

  @Override
  public String formula() {
    return operation.symbol() + " of weights[k] * components[k](x)";
  }

  @Override
  protected Expression define(Expression x) {
    List<Expression> weighted =
        IntStream.range(0, components.length)
            .mapToObj(k -> components[k].expression(x).times(weights[k]))
            .toList();
    return switch (operation) {
      case SUM -> weighted.stream().reduce(Expression::plus).orElseThrow();
      case PRODUCT -> terms(weighted).reduce(Expression::times).orElseThrow();
      case MIN -> terms(weighted).reduce(Expression::min).orElseThrow();
      case MAX -> terms(weighted).reduce(Expression::max).orElseThrow();
    };
  }

  private static Stream<Expression> terms(List<Expression> weighted) {
    return weighted.stream().map(Expression::asTerm);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields
        .text("operation", operation.symbol())
        .objects("components", Energies.writeAll(List.of(components)))
        .numbers("weights", weights);
  }
}
