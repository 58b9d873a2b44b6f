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
package io.sparkenergy.examples.training;

import java.util.Arrays;
import java.util.Random;

/**
 * A multi-layer perceptron with silu between its layers and one output, trained by Adam (Kingma and
 * Ba, 2015). All sums run in a fixed order and exponentials are {@link StrictMath}'s, so that
 * training gives the same weights everywhere.
 */
final class Perceptron {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final int[] sizes;
  private final double[][] weights;
  private final double[][] gradients;
  private final double[][] firstMoments;
  private final double[][] secondMoments;
  private final double[][] inputs;
  private final double[][] sums;
  private final double[][] adjoints;
  private int steps;

  /** Uniform weights within 1/√inputs, as PyTorch begins. */
  Perceptron(Random random, int... sizes) {
    this.sizes = sizes.clone();
    int layers = sizes.length - 1;
    weights = new double[layers][];
    gradients = new double[layers][];
    firstMoments = new double[layers][];
    secondMoments = new double[layers][];
    inputs = new double[layers + 1][];
    sums = new double[layers][];
    adjoints = new double[layers + 1][];
    for (int layer = 0; layer < layers; layer++) {
      int count = sizes[layer + 1] * (sizes[layer] + 1);
      double bound = 1 / Math.sqrt(sizes[layer]);
      weights[layer] = new double[count];
      for (int k = 0; k < count; k++) {
        weights[layer][k] = bound * (2 * random.nextDouble() - 1);
      }
      gradients[layer] = new double[count];
      firstMoments[layer] = new double[count];
      secondMoments[layer] = new double[count];
      sums[layer] = new double[sizes[layer + 1]];
    }
    for (int layer = 0; layer <= layers; layer++) {
      inputs[layer] = new double[sizes[layer]];
      adjoints[layer] = new double[sizes[layer]];
    }
  }

  int layers() {
    return weights.length;
  }

  int inputs(int layer) {
    return sizes[layer];
  }

  int outputs(int layer) {
    return sizes[layer + 1];
  }

  double weight(int layer, int output, int input) {
    return weights[layer][output * (sizes[layer] + 1) + input];
  }

  double offset(int layer, int output) {
    return weight(layer, output, sizes[layer]);
  }

  /** The output for a point. */
  double output(double... x) {
    System.arraycopy(x, 0, inputs[0], 0, x.length);
    for (int layer = 0; layer < layers(); layer++) {
      boolean last = layer == layers() - 1;
      for (int o = 0; o < sizes[layer + 1]; o++) {
        double sum = offset(layer, o);
        for (int i = 0; i < sizes[layer]; i++) {
          sum += weight(layer, o, i) * inputs[layer][i];
        }
        sums[layer][o] = sum;
        inputs[layer + 1][o] = last ? sum : sum * sigmoid(sum);
      }
    }
    return inputs[layers()][0];
  }

  /** Adds the gradient of the output at the point last seen, times a factor. */
  void addGradient(double factor) {
    adjoints[layers()][0] = factor;
    for (int layer = layers() - 1; layer >= 0; layer--) {
      boolean last = layer == layers() - 1;
      Arrays.fill(adjoints[layer], 0);
      for (int o = 0; o < sizes[layer + 1]; o++) {
        double s = sigmoid(sums[layer][o]);
        double slope = last ? 1 : s * (1 + sums[layer][o] * (1 - s));
        double adjoint = adjoints[layer + 1][o] * slope;
        int row = o * (sizes[layer] + 1);
        for (int i = 0; i < sizes[layer]; i++) {
          adjoints[layer][i] += adjoint * weights[layer][row + i];
          gradients[layer][row + i] += adjoint * inputs[layer][i];
        }
        gradients[layer][row + sizes[layer]] += adjoint;
      }
    }
  }

  /** Takes a step along the gradient that was added up, and begins a new one. */
  void step(double rate) {
    steps++;
    double correction1 = 1 - StrictMath.pow(BETA1, steps);
    double correction2 = 1 - StrictMath.pow(BETA2, steps);
    for (int layer = 0; layer < layers(); layer++) {
      for (int k = 0; k < weights[layer].length; k++) {
        double g = gradients[layer][k];
        double m = BETA1 * firstMoments[layer][k] + (1 - BETA1) * g;
        double v = BETA2 * secondMoments[layer][k] + (1 - BETA2) * g * g;
        firstMoments[layer][k] = m;
        secondMoments[layer][k] = v;
        weights[layer][k] -= rate * (m / correction1) / (Math.sqrt(v / correction2) + EPSILON);
        gradients[layer][k] = 0;
      }
    }
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
