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

import io.sparkenergy.energy.MlpEnergy.Layer;
import io.sparkenergy.expression.Clipping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** One example of every type and of every variant within a type; all take rows of two entries. */
public final class EnergyCatalogue {
  private static final double[][] COV = {{1.3, 0.4}, {0.4, 2.0}};

  private EnergyCatalogue() {}

  public static Map<String, EnergyFunction> all() {
    EnergyFunction gaussian = GaussianEnergy.of(new double[] {0.3, -0.2}, COV);
    EnergyFunction well = DoubleWellEnergy.of(0.7, 1.5);
    double[] loc = {0.2, -0.4};
    double[] scale = {0.8, 1.7};

    Map<String, EnergyFunction> all = new LinkedHashMap<>();
    all.put("gaussian", gaussian);
    all.put("gaussian whitened", GaussianEnergy.of(loc, new double[][] {{1, 0.01}, {0.01, 2e-4}}));
    all.put("double_well", well);
    all.put("rosenbrock", RosenbrockEnergy.of(1.2, 7));
    all.put("harmonic", HarmonicEnergy.of(2.5));
    all.put("ackley", AckleyEnergy.standard());
    all.put("rastrigin", RastriginEnergy.standard());
    all.put("styblinski_tang", StyblinskiTangEnergy.standard());
    all.put("himmelblau", HimmelblauEnergy.standard());
    all.put("funnel", FunnelEnergy.of(1.5));
    all.put("sin2", Sin2Energy.of(1.7));
    all.put("affine", AffineEnergy.of(new double[] {0.5, -1.5}, 0.25));
    all.put("composite sum", CompositeEnergy.sum(gaussian, well).weights(0.5, -2));
    all.put("composite product", CompositeEnergy.product(gaussian, well, HarmonicEnergy.of(1)));
    all.put("composite min", CompositeEnergy.min(gaussian, well).weights(2, 1));
    all.put("composite max", CompositeEnergy.max(gaussian, well));
    all.put("mixture", MixtureEnergy.of(gaussian, well, HarmonicEnergy.of(3)).weights(0.3, 0, 2));
    all.put("log_sum_exp", LogSumExpEnergy.of(gaussian, AffineEnergy.of(loc, 1)));
    all.put("spherical", SphericalEnergy.of(gaussian));
    all.put("tempered", TemperedEnergy.of(gaussian, 0.3));
    double[] none = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] open = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] low = {-9, -8.5};
    double[] high = {9.5, 11};
    all.put("capped", CappedEnergy.of(gaussian, 0.6));
    all.put("capped softly", CappedEnergy.of(gaussian, 0.6, 0.4));
    all.put("score_clipped", ScoreClippedEnergy.of(gaussian, 100));
    all.put("standardized", StandardizedEnergy.of(well, loc, scale));
    all.put(
        "standardized without log",
        StandardizedEnergy.of(well, loc, scale).withoutLogDeterminant());
    all.put("whitened", WhitenedEnergy.of(well, loc, COV));
    all.put("bounded", BoundedEnergy.of(gaussian, low, high));
    all.put("bounded on one side", BoundedEnergy.of(gaussian, none, high));
    all.put("bounded in one column", BoundedEnergy.of(well, new double[] {-9, none[1]}, open));
    all.put("bounded nowhere", BoundedEnergy.of(well, none, open));
    all.put("unbounded", UnboundedEnergy.of(gaussian, low, high));
    all.put("unbounded on one side", UnboundedEnergy.of(gaussian, none, high));
    all.put("unbounded in one column", UnboundedEnergy.of(well, new double[] {-1, none[1]}, open));
    all.put("interpolated", InterpolatedEnergy.of(gaussian, well, 0.3));
    all.put("interpolated to the end", InterpolatedEnergy.of(gaussian, well, 1));
    for (Activation activation : Activation.values()) {
      all.put("mlp " + activation, MlpEnergy.of(activation, layer(5, 2), layer(4, 5), layer(1, 4)));
    }
    all.put("mlp of one layer", MlpEnergy.of(Activation.TANH, layer(1, 2)));
    all.put("density diag_normal", DensityEnergy.diagonalNormal(loc, scale));
    all.put("density student_t", DensityEnergy.studentT(loc, scale, 3.5));
    all.put("density logistic", DensityEnergy.logistic(loc, scale));
    all.put("density laplace", DensityEnergy.laplace(loc, scale));
    all.put("density mvn", DensityEnergy.multivariateNormal(loc, COV));
    all.put(
        "expression",
        EnergyFunction.define(
            "ripples", x -> x.sin().square().sum().plus(x.dropFirst(1).largest().abs())));
    all.put(
        "expression with a clip",
        EnergyFunction.define("clip", x -> Clipping.clip(x, y -> y.square().sum(), 50)));
    return all;
  }

  public static Stream<Named<EnergyFunction>> named() {
    return all().entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
  }

  /** Points that keep clear of kinks and ties. */
  public static double[][] rows(int n) {
    Random random = new Random(7);
    double[][] rows = new double[n][2];
    for (double[] row : rows) {
      row[0] = random.nextGaussian() + 0.013;
      row[1] = 1.3 * random.nextGaussian() - 0.007;
    }
    return rows;
  }

  private static Layer layer(int outputs, int inputs) {
    Random random = new Random(31L * outputs + inputs);
    List<double[]> weights = new ArrayList<>();
    double[] offsets = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      weights.add(random.doubles(inputs, -1, 1).toArray());
      offsets[i] = random.nextDouble() - 0.5;
    }
    return Layer.of(weights.toArray(double[][]::new), offsets);
  }
}
