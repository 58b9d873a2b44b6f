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

import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** log Σₖ exp(Eₖ(x)), a smooth maximum of its terms, the largest taken out first. */
public final class LogSumExpEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction[] terms;

  private LogSumExpEnergy(List<EnergyFunction> terms) {
    Require.commonDimension("terms", terms);
    this.terms = terms.toArray(EnergyFunction[]::new);
  }

  /**
   * Over these terms.
   *
   * @throws io.sparkenergy.error.EnergyException if there is none, or the dimensions that they fix
   *     differ
   */
  public static LogSumExpEnergy of(EnergyFunction... terms) {
    return of(List.of(terms));
  }

  /** As {@link #of(EnergyFunction...)}. */
  public static LogSumExpEnergy of(List<EnergyFunction> terms) {
    return new LogSumExpEnergy(terms);
  }

  static LogSumExpEnergy fromJson(FieldReader fields) {
    List<EnergyFunction> terms = Energies.readAll(fields.objects("terms"));
    return fields.build(() -> of(terms));
  }

  @Override
  public String type() {
    return "log_sum_exp";
  }

  @Override
  public OptionalInt dimension() {
    return Require.commonDimension("terms", List.of(terms));
  }

  @Override
  public String formula() {
    return "log(sum(exp(terms[k](x))))";
  }

  @Override
  protected Expression define(Expression x) {
    List<Expression> values =
        Arrays.stream(terms).map(term -> term.expression(x).asTerm()).toList();
    return Expression.stack(values).logSumExp();
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.objects("terms", Energies.writeAll(List.of(terms)));
  }
}
