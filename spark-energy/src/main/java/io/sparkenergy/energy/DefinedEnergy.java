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
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.expression.Dim;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.expression.FlatExpression;
import io.sparkenergy.expression.Graph;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** An energy that a user defined, kept as the expression that the definition gave. */
final class DefinedEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  private static final int ANY = -1;

  private final String name;
  private final int dimension;
  private final FlatExpression expression;

  private DefinedEnergy(String name, int dimension, FlatExpression expression) {
    this.name = name;
    this.dimension = dimension;
    this.expression = expression;
  }

  static DefinedEnergy of(
      String name, OptionalInt dimension, UnaryOperator<Expression> definition) {
    if (name.isBlank()) {
      throw EnergyException.invalidParameter("name", "nothing", "a name");
    }
    if (dimension.isPresent() && dimension.getAsInt() < 1) {
      throw EnergyException.invalidParameter("dimension", dimension.getAsInt(), "1 or more");
    }
    Dim length = dimension.isPresent() ? Dim.of(dimension.getAsInt()) : Dim.ROW;
    Expression energy = definition.apply(Expression.input(length));
    if (!energy.shape().isScalar()) {
      throw EnergyException.of(
          ErrorCondition.SHAPE_MISMATCH,
          "operator",
          name,
          "found",
          energy.shape(),
          "expected",
          "a scalar: reduce it, by sum() for one");
    }
    return new DefinedEnergy(name, dimension.orElse(ANY), FlatExpression.of(energy));
  }

  static DefinedEnergy fromJson(FieldReader fields) {
    String name = fields.name("name");
    OptionalInt dimension =
        fields.has("dimension") ? OptionalInt.of(fields.integer("dimension")) : OptionalInt.empty();
    FlatExpression flat = FlatExpression.fromJson(fields.path("nodes"), fields.objects("nodes"));
    return fields.build(() -> of(name, dimension, x -> Graph.substitute(flat.toExpression(), x)));
  }

  @Override
  public String type() {
    return "expression";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalInt dimension() {
    return dimension == ANY ? OptionalInt.empty() : OptionalInt.of(dimension);
  }

  @Override
  public String formula() {
    return "an expression of " + expression.size() + " nodes";
  }

  @Override
  protected Expression define(Expression x) {
    return Graph.substitute(expression.toExpression(), x);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    fields.text("name", name);
    if (dimension != ANY) {
      fields.integer("dimension", dimension);
    }
    fields.objects("nodes", expression.toJson());
  }
}
