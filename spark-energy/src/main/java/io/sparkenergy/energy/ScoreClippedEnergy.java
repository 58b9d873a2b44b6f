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

import io.sparkenergy.expression.Clipping;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.util.OptionalInt;

/**
 * The base's energy, with a score s of its own: s min(1, maxNorm / ‖s‖₂), the base's score
 * shortened to at most maxNorm. Steps along it stay short where the base is steep, as in Langevin
 * dynamics.
 *
 * <p>Where it is shortened, <b>the score is not -∇ of the energy</b>, nor of any other energy. What
 * is built on top takes the shortened score as this energy's: tempered by β it is β times as long.
 * Second derivatives are those of the shortened field: the Laplacian is the divergence of -s, a
 * Hessian-vector product is the transposed Jacobian of -s times v. An entry of the base's score
 * that is NaN or infinite makes all of them NaN; it has no direction to keep.
 */
public final class ScoreClippedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final EnergyFunction base;
  private final double maxNorm;

  private ScoreClippedEnergy(EnergyFunction base, double maxNorm) {
    this.base = base;
    this.maxNorm = Require.positive("max_norm", maxNorm);
  }

  /**
   * With these parameters.
   *
   * @param maxNorm the most that ‖score‖₂ may be, in units of energy over units of x
   * @throws io.sparkenergy.error.EnergyException if maxNorm is not a finite number > 0
   */
  public static ScoreClippedEnergy of(EnergyFunction base, double maxNorm) {
    return new ScoreClippedEnergy(base, maxNorm);
  }

  static ScoreClippedEnergy fromJson(FieldReader fields) {
    EnergyFunction base = Energies.read(fields.object("base"));
    double maxNorm = fields.number("max_norm");
    return fields.build(() -> of(base, maxNorm));
  }

  @Override
  public String type() {
    return "score_clipped";
  }

  @Override
  public OptionalInt dimension() {
    return base.dimension();
  }

  @Override
  public String formula() {
    return "base(x), with its score times min(1, max_norm / norm(score))";
  }

  @Override
  protected Expression define(Expression x) {
    return Clipping.clip(x, base::expression, maxNorm);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.object("base", Energies.write(base)).number("max_norm", maxNorm);
  }
}
