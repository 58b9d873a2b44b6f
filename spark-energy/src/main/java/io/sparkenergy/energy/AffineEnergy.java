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
import java.util.OptionalInt;

/** a·x + c: a plane, whose score is -a everywhere. A term for composites and log-sum-exps. */
public final class AffineEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private final double[] a;
  private final double c;

  private AffineEnergy(double[] a, double c) {
    this.a = Require.finite("a", a);
    this.c = Require.finite("c", c);
  }

  /**
   * With these parameters.
   *
   * @param a the slope, d numbers
   * @param c the value at 0
   * @throws io.sparkenergy.error.EnergyException if a is empty, or a number is NaN or infinite
   */
  public static AffineEnergy of(double[] a, double c) {
    return new AffineEnergy(a, c);
  }

  static AffineEnergy fromJson(FieldReader fields) {
    double[] a = fields.numbers("a");
    double c = fields.number("c", 0);
    return fields.build(() -> of(a, c));
  }

  @Override
  public String type() {
    return "affine";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(a.length);
  }

  @Override
  public String formula() {
    return "a . x + c";
  }

  @Override
  protected Expression define(Expression x) {
    return x.dot(Expression.parameter(a)).plus(c);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.numbers("a", a).number("c", c);
  }
}
