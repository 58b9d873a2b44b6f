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
import java.util.List;
import java.util.OptionalInt;

/**
 * min(base(x), cap): an energy that far points, however far, cannot drive beyond a cap. The score
 * is the base's up to and at the cap, and 0 above it, also where the base's is NaN or infinite
 * there.
 *
 * <p>With a softness s > 0 it is the smooth minimum -s log(e^(-base(x)/s) + e^(-cap/s)), below both
 * by s log 2 where they meet, whose score is the base's times 1 / (1 + e^((base(x)-cap)/s)). With s
 * = 1 that is the energy of a mixture of the base's density with a constant one, e^-cap: outliers
 * are told from the rest and pull at nothing.
 */
public final class CappedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final double cap;
  private final double softness;

  private CappedEnergy(EnergyFunction base, double cap, double softness) {
    this.base = base;
    this.cap = Require.finite("cap", cap);
    this.softness = Require.finite("softness", softness);
    if (softness < 0) {
      throw EnergyException.invalidParameter("softness", softness, "0 or more");
    }
  }

  /**
   * The smaller of the base and the cap.
   *
   * @throws EnergyException if the cap is NaN or infinite
   */
  public static CappedEnergy of(EnergyFunction base, double cap) {
    return of(base, cap, 0);
  }

  /**
   * With these parameters.
   *
   * @param softness s, in units of energy; 0 for the minimum itself
   * @throws EnergyException if the cap is NaN or infinite, or the softness is not a finite number
   *     >= 0
   */
  public static CappedEnergy of(EnergyFunction base, double cap, double softness) {
    return new CappedEnergy(base, cap, softness);
  }

  static CappedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    double cap = fields.number("cap");
    double softness = fields.number("softness", 0);
    return fields.build(() -> of(base, cap, softness));
  }

  @Override
  public String type() {
    return "capped";
  }

  @Override
  public OptionalInt dimension() {
    return base.dimension();
  }

  @Override
  public String formula() {
    return softness == 0
        ? "min(base(x), cap)"
        : "-softness * log(exp(-base(x) / softness) + exp(-cap / softness))";
  }

  @Override
  protected Expression define(Expression x) {
    Expression term = base.expression(x).asTerm();
    Expression limit = Expression.constant(cap);
    return softness == 0
        ? term.min(limit)
        : Expression.stack(List.of(term.dividedBy(-softness), limit.dividedBy(-softness)))
            .logSumExp()
            .times(-softness);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("base", Energies.write(base)).number("cap", cap).number("softness", softness);
  }
}
