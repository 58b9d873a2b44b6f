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
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * -log Σₖ wₖ exp(-Eₖ(x)): the energy of a mixture of the densities exp(-Eₖ). Weights are taken as
 * given, not normalised; a weight of 0 drops its component. The largest term is taken out first, so
 * points far from every component keep a finite energy.
 */
public final class MixtureEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction[] components;
  private final double[] weights;

  private MixtureEnergy(List<EnergyFunction> components, double[] weights) {
    Require.commonDimension("components", components);
    this.components = components.toArray(EnergyFunction[]::new);
    this.weights = Require.weights(weights, components.size());
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] < 0) {
        throw EnergyException.invalidParameter("weights[" + k + "]", weights[k], "0 or more");
      }
    }
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      throw EnergyException.invalidParameter("weights", "all 0", "one or more above 0");
    }
  }

  /**
   * With all weights 1.
   *
   * @throws EnergyException if there is no component, or the dimensions that they fix differ
   */
  public static MixtureEnergy of(EnergyFunction... components) {
    return of(List.of(components));
  }

  /** As {@link #of(EnergyFunction...)}. */
  public static MixtureEnergy of(List<EnergyFunction> components) {
    double[] weights = new double[components.size()];
    Arrays.fill(weights, 1);
    return new MixtureEnergy(components, weights);
  }

  /**
   * The same with other weights.
   *
   * @throws EnergyException if there is not one for each component, one is negative, NaN or
   *     infinite, or all are 0
   */
  public MixtureEnergy weights(double... weights) {
    return new MixtureEnergy(List.of(components), weights);
  }

  static MixtureEnergy fromJson(FieldReader fields) {
    List<EnergyFunction> components = Energies.readAll(fields.objects("components"));
    MixtureEnergy plain = fields.build(() -> of(components));
    if (!fields.has("weights")) {
      return plain;
    }
    double[] weights = fields.numbers("weights");
    return fields.build(() -> plain.weights(weights));
  }

  @Override
  public String type() {
    return "mixture";
  }

  @Override
  public OptionalInt dimension() {
    return Require.commonDimension("components", List.of(components));
  }

  @Override
  public String formula() {
    return "-log(sum(weights[k] * exp(-components[k](x))))";
  }

  @Override
  protected Expression define(Expression x) {
    List<Expression> terms =
        IntStream.range(0, components.length)
            .filter(k -> weights[k] != 0)
            .mapToObj(
                k ->
                    Expression.constant(Math.log(weights[k]))
                        .minus(components[k].expression(x).asTerm()))
            .toList();
    return Expression.stack(terms).logSumExp().negate();
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields
        .objects("components", Energies.writeAll(List.of(components)))
        .numbers("weights", weights);
  }
}
