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
 * (1-t) start(x) + t end(x): a bridge from one energy to another, as annealed importance sampling
 * and thermodynamic integration walk it (Neal, Annealed importance sampling, Statistics and
 * Computing 11, 2001). At t = 0 and t = 1 the other energy takes no part, whatever it is.
 */
public final class InterpolatedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction start;
  private final EnergyFunction end;
  private final double t;

  private InterpolatedEnergy(EnergyFunction start, EnergyFunction end, double t) {
    this.start = start;
    this.end = end;
    this.t = t;
    if (!(t >= 0 && t <= 1)) {
      throw EnergyException.invalidParameter("t", t, "a number from 0 to 1");
    }
    Require.commonDimension("ends", List.of(start, end));
  }

  /**
   * With these parameters.
   *
   * @throws EnergyException if t is not a number from 0 to 1, or the dimensions that the energies
   *     fix differ
   */
  public static InterpolatedEnergy of(EnergyFunction start, EnergyFunction end, double t) {
    return new InterpolatedEnergy(start, end, t);
  }

  static InterpolatedEnergy fromJson(FieldReader fields) {
    EnergyFunction start = Energies.read(fields.object("start"));
    EnergyFunction end = Energies.read(fields.object("end"));
    double t = fields.number("t");
    return fields.build(() -> of(start, end, t));
  }

  @Override
  public String type() {
    return "interpolated";
  }

  @Override
  public OptionalInt dimension() {
    return Require.commonDimension("ends", List.of(start, end));
  }

  @Override
  public String formula() {
    return "(1 - t) * start(x) + t * end(x)";
  }

  @Override
  protected Expression define(Expression x) {
    if (t == 0) {
      return start.expression(x);
    }
    return t == 1
        ? end.expression(x)
        : start.expression(x).times(1 - t).plus(end.expression(x).times(t));
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("start", Energies.write(start)).object("end", Energies.write(end)).number("t", t);
  }
}
