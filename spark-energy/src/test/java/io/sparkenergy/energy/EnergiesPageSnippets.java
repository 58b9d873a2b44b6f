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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The Java of docs/energies.md, in the order of the page, and what it made by section. */
final class EnergiesPageSnippets {
  private EnergiesPageSnippets() {}

  static Map<String, List<EnergyFunction>> energies() {
    Map<String, List<EnergyFunction>> made = new LinkedHashMap<>();
    made.putAll(bowls());
    made.putAll(landscapes());
    made.putAll(several());
    made.putAll(adapters(made.get("double_well").get(0)));
    made.putAll(networks());
    return made;
  }

  static List<INDArray> arrays() {
    // snippet
    EnergyFunction well = DoubleWellEnergy.of(1, 2);
    INDArray points = Nd4j.createFromArray(new double[][] {{0, 0}, {1, 2}});
    INDArray energies = well.energy(points); // 8 and 5
    INDArray scores = well.score(points); // (0, 0) and (4, -16)
    // end of snippet
    return List.of(energies, scores);
  }

  private static Map<String, List<EnergyFunction>> bowls() {
    Map<String, List<EnergyFunction>> made = new LinkedHashMap<>();
    // snippet
    EnergyFunction gaussian =
        GaussianEnergy.of(new double[] {1, -0.5}, new double[][] {{2, 0.9}, {0.9, 1}});
    // end of snippet
    made.put("gaussian", List.of(gaussian));
    // snippet
    EnergyFunction harmonic = HarmonicEnergy.of(2);
    // end of snippet
    made.put("harmonic", List.of(harmonic));
    // snippet
    EnergyFunction plane = AffineEnergy.of(new double[] {2, 1}, 0.5);
    // end of snippet
    made.put("affine", List.of(plane));
    // snippet
    EnergyFunction normal = DensityEnergy.diagonalNormal(new double[] {0}, new double[] {1});
    EnergyFunction student = DensityEnergy.studentT(new double[] {0}, new double[] {1}, 3);
    EnergyFunction logistic = DensityEnergy.logistic(new double[] {0}, new double[] {1});
    EnergyFunction laplace = DensityEnergy.laplace(new double[] {0}, new double[] {1});
    EnergyFunction mvn =
        DensityEnergy.multivariateNormal(
            new double[] {1, -0.5}, new double[][] {{2, 0.9}, {0.9, 1}});
    // end of snippet
    made.put("density", List.of(normal, student, logistic, laplace, mvn));
    return made;
  }

  private static Map<String, List<EnergyFunction>> landscapes() {
    Map<String, List<EnergyFunction>> made = new LinkedHashMap<>();
    // snippet
    EnergyFunction doubleWell = DoubleWellEnergy.of(1, 2);
    // end of snippet
    made.put("double_well", List.of(doubleWell));
    // snippet
    EnergyFunction rosenbrock = RosenbrockEnergy.of(1, 100);
    // end of snippet
    made.put("rosenbrock", List.of(rosenbrock));
    // snippet
    EnergyFunction ackley = AckleyEnergy.of(20, 0.2, 2 * Math.PI);
    // end of snippet
    made.put("ackley", List.of(ackley));
    // snippet
    EnergyFunction rastrigin = RastriginEnergy.of(10);
    // end of snippet
    made.put("rastrigin", List.of(rastrigin));
    // snippet
    EnergyFunction styblinskiTang = StyblinskiTangEnergy.standard();
    // end of snippet
    made.put("styblinski_tang", List.of(styblinskiTang));
    // snippet
    EnergyFunction himmelblau = HimmelblauEnergy.standard();
    // end of snippet
    made.put("himmelblau", List.of(himmelblau));
    // snippet
    EnergyFunction funnel = FunnelEnergy.of(3);
    // end of snippet
    made.put("funnel", List.of(funnel));
    // snippet
    EnergyFunction sin2 = Sin2Energy.of(1);
    // end of snippet
    made.put("sin2", List.of(sin2));
    return made;
  }

  private static Map<String, List<EnergyFunction>> several() {
    Map<String, List<EnergyFunction>> made = new LinkedHashMap<>();
    // snippet
    EnergyFunction flat =
        GaussianEnergy.of(new double[] {-1, 0}, new double[][] {{1, 0}, {0, 0.25}});
    EnergyFunction tall =
        GaussianEnergy.of(new double[] {1, 0}, new double[][] {{0.25, 0}, {0, 1}});
    EnergyFunction lower = CompositeEnergy.min(flat, tall).weights(1, 1);
    EnergyFunction both = CompositeEnergy.sum(flat, tall); // or product, or max
    // end of snippet
    made.put("composite", List.of(lower));
    made.put("composite sum", List.of(both));
    // snippet
    EnergyFunction round =
        DensityEnergy.multivariateNormal(new double[] {-1.5, 1}, new double[][] {{1, 0}, {0, 1}});
    EnergyFunction tilted =
        DensityEnergy.multivariateNormal(
            new double[] {1.5, -0.5}, new double[][] {{0.5, 0.4}, {0.4, 0.8}});
    EnergyFunction mixture = MixtureEnergy.of(round, tilted).weights(0.3, 0.7);
    // end of snippet
    made.put("mixture", List.of(mixture));
    // snippet
    EnergyFunction bowl =
        LogSumExpEnergy.of(
            AffineEnergy.of(new double[] {2, 0}, 0),
            AffineEnergy.of(new double[] {-1, 2}, 0),
            AffineEnergy.of(new double[] {-1, -2}, 0));
    // end of snippet
    made.put("log_sum_exp", List.of(bowl));
    return made;
  }

  private static Map<String, List<EnergyFunction>> adapters(EnergyFunction doubleWell) {
    Map<String, List<EnergyFunction>> made = new LinkedHashMap<>();
    // snippet
    EnergyFunction tempered = doubleWell.tempered(0.5);
    // end of snippet
    made.put("tempered", List.of(tempered));
    // snippet
    EnergyFunction capped = doubleWell.capEnergy(6);
    EnergyFunction softlyCapped = CappedEnergy.of(doubleWell, 6, 1);
    // end of snippet
    made.put("capped", List.of(capped, softlyCapped));
    // snippet
    EnergyFunction clipped = doubleWell.clipScore(5);
    // end of snippet
    made.put("score_clipped", List.of(clipped));
    // snippet
    EnergyFunction interpolated = HarmonicEnergy.of(1).interpolated(doubleWell, 0.5);
    // end of snippet
    made.put("interpolated", List.of(interpolated));
    // snippet
    EnergyFunction spherical = SphericalEnergy.of(AffineEnergy.of(new double[] {-3, -1.5}, 0));
    // end of snippet
    made.put("spherical", List.of(spherical));
    // snippet
    EnergyFunction standardized = doubleWell.standardized(new double[] {170}, 10);
    // end of snippet
    made.put("standardized", List.of(standardized));
    // snippet
    EnergyFunction whitened =
        WhitenedEnergy.of(
            doubleWell, new double[] {170, 65}, new double[][] {{100, 60}, {60, 156.25}});
    // end of snippet
    made.put("whitened", List.of(whitened));
    // snippet
    double[] above = {0};
    double[] below = {Double.POSITIVE_INFINITY};
    EnergyFunction bounded = HarmonicEnergy.of(1).bounded(above, below);
    // end of snippet
    made.put("bounded", List.of(bounded));
    // snippet
    EnergyFunction unbounded = AffineEnergy.of(new double[] {1}, 0).unbounded(above, below);
    // end of snippet
    made.put("unbounded", List.of(unbounded));
    return made;
  }

  private static Map<String, List<EnergyFunction>> networks() {
    Map<String, List<EnergyFunction>> made = new LinkedHashMap<>();
    // snippet
    EnergyFunction network =
        MlpEnergy.of(
            Activation.TANH,
            Layer.of(new double[][] {{2, 0}, {2, 0}, {0, 2}, {0, 2}}, new double[] {2, -2, 2, -2}),
            Layer.of(new double[][] {{-1, 1, -1, 1}}, new double[] {4}));
    // end of snippet
    made.put("mlp", List.of(network));
    // snippet
    SameDiff graph = SameDiff.create();
    SDVariable rows = graph.placeHolder("x", DataType.DOUBLE, -1, 2);
    SDVariable weights =
        graph.constant("w", Nd4j.createFromArray(new double[][] {{2, 0, 1}, {0, 2, -1}}));
    SDVariable hidden = graph.math.tanh(rows.mmul(weights));
    hidden.mul(hidden).sum("energy", 1);
    EnergyFunction star = SameDiffEnergy.of(graph, "x", "energy");
    // end of snippet
    made.put("samediff", List.of(star));
    // snippet
    EnergyFunction ring = EnergyFunction.define("ring", x -> x.norm().minus(2).square().times(2));
    EnergyFunction ringOfPairs =
        EnergyFunction.define("ring", 2, x -> x.norm().minus(2).square().times(2));
    // end of snippet
    made.put("expression", List.of(ring, ringOfPairs));
    // snippet
    record Cauchy(double width) implements DifferentiableDensityModel {
      @Override
      public INDArray logDensity(INDArray x) {
        return Transforms.log(Transforms.pow(x.div(width), 2).add(1).mul(Math.PI * width))
            .sum(1)
            .neg();
      }

      @Override
      public INDArray logDensityGradient(INDArray x) {
        return x.mul(-2).div(Transforms.pow(x, 2).add(width * width));
      }
    }

    EnergyFunction cauchy = DensityModelEnergy.of(new Cauchy(2));
    // end of snippet
    made.put("density_model", List.of(cauchy));
    return made;
  }
}
