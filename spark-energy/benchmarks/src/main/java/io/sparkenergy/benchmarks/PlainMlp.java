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
package io.sparkenergy.benchmarks;

import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.MlpEnergy;
import java.util.SplittableRandom;

/** A perceptron of two hidden layers, silu after each, and a scalar last layer, by plain loops. */
final class PlainMlp implements RowKernel {
  private static final long serialVersionUID = 1L;
  private static final long SEED = 128;

  private final double[][][] weights;
  private final double[][] offsets;

  private PlainMlp(int[] widths) {
    SplittableRandom random = new SplittableRandom(SEED);
    this.weights = new double[widths.length - 1][][];
    this.offsets = new double[widths.length - 1][];
    for (int layer = 0; layer < weights.length; layer++) {
      // Outputs of the order of the inputs, so that silu is used where it bends.
      double bound = Math.sqrt(3.0 / widths[layer]);
      weights[layer] = new double[widths[layer + 1]][];
      for (int i = 0; i < weights[layer].length; i++) {
        weights[layer][i] = random.doubles(widths[layer], -bound, bound).toArray();
      }
      offsets[layer] = random.doubles(widths[layer + 1], -bound, bound).toArray();
    }
  }

  static PlainMlp ofWidths(int... widths) {
    return new PlainMlp(widths);
  }

  MlpEnergy toEnergy() {
    MlpEnergy.Layer[] layers = new MlpEnergy.Layer[weights.length];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = MlpEnergy.Layer.of(weights[i], offsets[i]);
    }
    return MlpEnergy.of(Activation.SILU, layers);
  }

  @Override
  public double energy(double[] x) {
    double[] hidden = x;
    for (int layer = 0; layer < weights.length; layer++) {
      hidden = affine(layer, hidden);
      if (layer < weights.length - 1) {
        for (int i = 0; i < hidden.length; i++) {
          hidden[i] /= 1 + Math.exp(-hidden[i]);
        }
      }
    }
    return hidden[0];
  }

  private double[] affine(int layer, double[] x) {
    double[] result = new double[weights[layer].length];
    for (int i = 0; i < result.length; i++) {
      double[] row = weights[layer][i];
      double sum = offsets[layer][i];
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * x[j];
      }
      result[i] = sum;
    }
    return result;
  }
}
