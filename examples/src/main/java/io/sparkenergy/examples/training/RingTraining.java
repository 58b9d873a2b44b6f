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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains an energy network on points of a ring, radius 2, ±0.2, by noise-contrastive estimation
 * (Gutmann and Hyvärinen, 2010): it learns to tell the ring's points from normal noise by {@code
 * -E(x) - log q(x)}, whereby exp(-E) becomes the ring's density, normaliser and all.
 */
@Command(
    name = "ring-training",
    mixinStandardHelpOptions = true,
    description = "Trains the energy network of examples/data/ring.safetensors.")
public final class RingTraining implements Callable<Integer> {
  static final double RADIUS = 2;
  static final double WIDTH = 0.2;

  private static final double NOISE = 2.5;
  private static final int STEPS = 3000;
  private static final int BATCH = 128;
  private static final double RATE = 5e-3;

  @Option(
      names = "--output",
      defaultValue = "examples/data/ring.safetensors",
      description = "Where to write the weights (default: ${DEFAULT-VALUE}).")
  private Path output;

  public static void main(String[] arguments) {
    int code = new CommandLine(new RingTraining()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws IOException {
    Files.write(output, WeightsFile.of(train()));
    System.out.println("Wrote " + output);
    return 0;
  }

  static Perceptron train() {
    Random random = new Random(42);
    Perceptron energy = new Perceptron(random, 2, 32, 32, 1);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < BATCH; i++) {
        learn(energy, onRing(random), true);
        learn(energy, noise(random), false);
      }
      energy.step(RATE * (1 + StrictMath.cos(Math.PI * step / STEPS)) / 2);
    }
    return energy;
  }

  /** The gradient of -log P(a point is what it is), by the logistic function of its logit. */
  private static void learn(Perceptron energy, double[] x, boolean data) {
    double logit = -energy.output(x) - logNoiseDensity(x);
    double wrong = data ? Perceptron.sigmoid(-logit) : -Perceptron.sigmoid(logit);
    energy.addGradient(wrong / BATCH);
  }

  private static double[] onRing(Random random) {
    double angle = 2 * Math.PI * random.nextDouble();
    double radius = RADIUS + WIDTH * random.nextGaussian();
    return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
  }

  private static double[] noise(Random random) {
    return new double[] {NOISE * random.nextGaussian(), NOISE * random.nextGaussian()};
  }

  private static double logNoiseDensity(double... x) {
    double variance = NOISE * NOISE;
    return -(x[0] * x[0] + x[1] * x[1]) / (2 * variance) - StrictMath.log(2 * Math.PI * variance);
  }
}
