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
import io.sparkenergy.expression.Matrix;
import io.sparkenergy.json.FieldReader;
import io.sparkenergy.json.FieldWriter;
import io.sparkenergy.json.JsonText;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A multi-layer perceptron whose last layer is scalar. Every layer computes W h + b; the activation
 * follows every layer but the last.
 */
public final class MlpEnergy extends EnergyFunction {
  private static final long serialVersionUID = 1L;

  /** One layer: its weights, a row for each output, and its offsets. */
  public static final class Layer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Matrix weights;
    private final double[] offsets;

    private Layer(Matrix weights, double[] offsets) {
      this.weights = weights;
      this.offsets = offsets;
    }

    /**
     * A layer from W, out rows of in numbers, and b, out numbers.
     *
     * @throws EnergyException if W is empty or ragged, b does not match it, or a number is NaN or
     *     infinite
     */
    public static Layer of(double[][] weights, double[] offsets) {
      Require.notEmpty("W", weights.length);
      for (int i = 0; i < weights.length; i++) {
        Require.finite("W[" + i + "]", weights[i]);
        Require.length("W[" + i + "]", weights[i].length, weights[0].length, "W[0]");
      }
      Require.length("b", offsets.length, weights.length, "W");
      return new Layer(Matrix.of(weights), Require.finite("b", offsets));
    }

    int inputs() {
      return weights.columns();
    }

    int outputs() {
      return weights.rows();
    }
  }

  private final Activation activation;
  private final Layer[] layers;

  private MlpEnergy(Activation activation, List<Layer> layers) {
    Require.notEmpty("layers", layers.size());
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
        throw EnergyException.invalidParameter(
            "layers[" + i + "].W",
            layers.get(i).inputs() + " columns",
            layers.get(i - 1).outputs() + ", the outputs of the layer before");
      }
    }
    int last = layers.size() - 1;
    if (layers.get(last).outputs() != 1) {
      throw EnergyException.invalidParameter(
          "layers[" + last + "].W",
          layers.get(last).outputs() + " rows",
          "1 row: the last layer gives the energy");
    }
    this.activation = activation;
    this.layers = layers.toArray(Layer[]::new);
  }

  /**
   * With these layers.
   *
   * @throws EnergyException if there is none, their shapes do not chain, or the last is not scalar
   */
  public static MlpEnergy of(Activation activation, Layer... layers) {
    return new MlpEnergy(activation, List.of(layers));
  }

  static MlpEnergy fromJson(FieldReader fields) {
    Activation activation =
        Activation.parse(
            fields.path("activation"), fields.text("activation", Activation.SILU.symbol()));
    List<Layer> layers = fields.objects("layers").stream().map(MlpEnergy::readLayer).toList();
    return fields.build(() -> new MlpEnergy(activation, layers));
  }

  private static Layer readLayer(FieldReader fields) {
    double[][] weights = fields.matrix("W");
    double[] offsets = fields.numbers("b");
    fields.close();
    return fields.build(() -> Layer.of(weights, offsets));
  }

  @Override
  public String type() {
    return "mlp";
  }

  @Override
  public OptionalInt dimension() {
    return OptionalInt.of(layers[0].inputs());
  }

  @Override
  public String formula() {
    int last = layers.length;
    return last == 1
        ? "W1 x + b1"
        : "W%d %s(... W1 x + b1 ...) + b%d".formatted(last, activation.symbol(), last);
  }

  @Override
  protected Expression define(Expression x) {
    Expression hidden = x;
    for (int i = 0; i < layers.length - 1; i++) {
      hidden = activation.of(hidden.affine(layers[i].weights, layers[i].offsets));
    }
    Layer last = layers[layers.length - 1];
    return hidden.dot(Expression.parameter(last.weights.toArray())).plus(last.offsets[0]);
  }

  @Override
  protected void writeFields(FieldWriter fields) {
    List<FieldWriter> written =
        Arrays.stream(layers)
            .map(
                layer ->
                    JsonText.write()
                        .matrix("W", layer.weights.toRows())
                        .numbers("b", layer.offsets))
            .toList();
    fields.text("activation", activation.symbol()).objects("layers", written);
  }
}
