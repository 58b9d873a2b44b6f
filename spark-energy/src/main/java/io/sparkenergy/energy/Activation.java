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
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What follows every layer of a perceptron but the last. */
public enum Activation {
  SILU(Expression::silu),
  TANH(Expression::tanh),
  RELU(Expression::relu),
  /** log(1 + eˣ), exact. */
  SOFTPLUS(Expression::softplus),
  /** The erf form. */
  GELU(Expression::gelu);

  private final UnaryOperator<Expression> function;

  Activation(UnaryOperator<Expression> function) {
    this.function = function;
  }

  Expression of(Expression x) {
    return function.apply(x);
  }

  /** The name in JSON. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Activation parse(String field, String symbol) {
    return Arrays.stream(values())
        .filter(activation -> activation.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(
            () ->
                EnergyException.invalidParameter(
                    field, symbol, "silu, tanh, relu, softplus or gelu"));
  }
}
