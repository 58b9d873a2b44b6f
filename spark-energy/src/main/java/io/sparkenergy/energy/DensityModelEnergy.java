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
import io.sparkenergy.json.FieldWriter;
import java.util.OptionalInt;

/** -log p(x) of a user's own {@link DensityModel}. It has no JSON form; it travels as Java. */
public final class DensityModelEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private static final int ANY = -1;

  private final DensityModel model;
  private final int dimension;

  private DensityModelEnergy(DensityModel model, int dimension) {
    this.model = model;
    this.dimension = dimension;
  }

  /** For rows of any dimension. */
  public static DensityModelEnergy of(DensityModel model) {
    return new DensityModelEnergy(model, ANY);
  }

  /**
   * For rows of exactly {@code dimension} entries.
   *
   * @throws EnergyException if it is less than 1
   */
  public static DensityModelEnergy of(DensityModel model, int dimension) {
    if (dimension < 1) {
      throw EnergyException.invalidParameter("dimension", dimension, "1 or more");
    }
    return new DensityModelEnergy(model, dimension);
  }

  @Override
  public String type() {
    return "density_model";
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public OptionalInt dimension() {
    return dimension == ANY ? OptionalInt.empty() : OptionalInt.of(dimension);
  }

  @Override
  public String formula() {
    return "-log p(x), p = " + model.name();
  }

  @Override
  protected Expression define(Expression x) {
    return x.leaf(model).negate();
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    throw Require.noJson(
        name(), "a density model is a Java object; it travels by Java serialisation");
  }
}
