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
package io.sparkenergy.imports.onnx;

import static io.sparkenergy.imports.onnx.EnergyChecks.requireEqual;
import static io.sparkenergy.imports.onnx.OnnxBytes.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.energy.EnergyFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole models as exporters write them. */
class OnnxModelTest {
  private static final double[] W1 = {0.5, -1, 2, 0.25, -0.75, 1.5};
  private static final double[] B1 = {0.125, -0.5, 1};
  private static final double[] W2 = {1, -2, 0.5};

  /** W2 · silu(W1 x + b1) + 3; float32 holds all of the numbers. */
  private static double network(double... x) {
    double energy = 3;
    for (int i = 0; i < 3; i++) {
      double h = W1[2 * i] * x[0] + W1[2 * i + 1] * x[1] + B1[i];
      energy += W2[i] * h / (1 + Math.exp(-h));
    }
    return energy;
  }

  private static OnnxBytes hidden(OnnxBytes model) {
    return model
        .floats("net.0.weight", new long[] {3, 2}, W1)
        .floats("net.0.bias", new long[] {3}, B1)
        .floats("net.2.weight", new long[] {1, 3}, W2)
        .floats("net.2.bias", new long[] {1}, 3)
        .node(
            "Gemm",
            "x net.0.weight net.0.bias",
            "h",
            attribute("alpha", 1f),
            attribute("beta", 1f),
            attribute("transB", 1))
        .node("Sigmoid", "h", "s")
        .node("Mul", "h s", "a");
  }

  @Test
  void anMlpOfOpset11() {
    OnnxBytes model =
        hidden(OnnxBytes.model(11, 2))
            // Up to IR version 3 initializers are inputs as well.
            .input("net.0.weight", 1, 3, 2)
            .node("Gemm", "a net.2.weight net.2.bias", "y", attribute("transB", 1))
            .node("Squeeze", "y", "e", attribute("axes", new long[] {1}));
    EnergyFunction energy = model.read().energy();
    requireEqual(energy, OnnxModelTest::network);
    assertThat(energy.name()).isEqualTo("m");
    assertThat(energy.dimension()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 17, 18, 21})
  void anMlpOfLaterOpsets(int opset) {
    requireEqual(
        hidden(OnnxBytes.model(opset, 2))
            .node("Gemm", "a net.2.weight net.2.bias", "y", attribute("transB", 1))
            .ints("axes", -1)
            .node("Squeeze", "y axes", "e")
            .read()
            .energy(),
        OnnxModelTest::network);
  }

  @Test
  void theOutputMayBeAColumnAndTheProductAMatMul() {
    requireEqual(
        OnnxBytes.model(17, 2)
            .floats("w1", new long[] {2, 3}, 0.5, 2, -0.75, -1, 0.25, 1.5)
            .floats("b1", new long[] {3}, B1)
            .floats("w2", new long[] {3, 1}, W2)
            .floats("b2", new long[] {1}, 3)
            .node("MatMul", "x w1", "p")
            .node("Add", "b1 p", "h")
            .node("Sigmoid", "h", "s")
            .node("Mul", "h s", "a")
            .node("MatMul", "a w2", "q")
            .node("Add", "q b2", "e")
            .read()
            .energy(),
        OnnxModelTest::network);
  }

  @Test
  void gemmScalesAndTransposes() {
    OnnxBytes model =
        OnnxBytes.model(13, 2)
            .floats("w", new long[] {2, 2}, 1, 2, 3, 4)
            .floats("c", new long[] {1, 2}, 5, 6)
            .node("Gemm", "x w c", "h", attribute("alpha", 0.5f), attribute("beta", -2f))
            .node("ReduceSumSquare", "h", "e", attribute("axes", new long[] {1}));
    requireEqual(
        model.read().energy(),
        x -> {
          double first = 0.5 * (x[0] + 3 * x[1]) - 10;
          double second = 0.5 * (2 * x[0] + 4 * x[1]) - 12;
          return first * first + second * second;
        });
  }

  /** 0.5 dᵀ A d as batched products write it. */
  @Test
  void aQuadraticForm() {
    OnnxBytes model =
        OnnxBytes.model(17, 2)
            .floats("mean", new long[] {2}, 0.5, -1)
            .floats("a", new long[] {2, 2}, 2, 0.5, 0.5, 1)
            .floats("half", new long[] {}, 0.5)
            .ints("1", 1)
            .ints("2", 2)
            .ints("12", 1, 2)
            .node("Sub", "x mean", "d")
            .node("Unsqueeze", "d 1", "row")
            .node("Unsqueeze", "d 2", "column")
            .node("MatMul", "row a", "ra")
            .node("MatMul", "ra column", "q")
            .node("Squeeze", "q 12", "s")
            .node("Mul", "s half", "e");
    requireEqual(
        model.read().energy(),
        x -> {
          double u = x[0] - 0.5;
          double v = x[1] + 1;
          return 0.5 * (2 * u * u + u * v + v * v);
        });
    OnnxBytes fromTheLeft =
        OnnxBytes.model(17, 2)
            .floats("a", new long[] {2, 2}, 1, 2, 3, 4)
            .ints("2", 2)
            .node("Unsqueeze", "x 2", "column")
            .node("MatMul", "a column", "ax")
            .node("ReduceSum", "ax", "e", attribute("axes", new long[] {-1, -2}));
    requireEqual(fromTheLeft.read().energy(), x -> 4 * x[0] + 6 * x[1]);
  }

  /** -log Σ exp(-½ |x - m|²) over three means: rows against a table of constants. */
  @Test
  void aMixtureOverATableOfMeans() {
    double[] means = {0, 1, 2, -1, 0.5, 0.25};
    OnnxBytes model =
        OnnxBytes.model(18, 2)
            .floats("means", new long[] {3, 2}, means)
            .floats("two", new long[] {}, 2)
            .floats("half", new long[] {}, -0.5)
            .ints("1", 1)
            .ints("-1", -1)
            .node("Unsqueeze", "x 1", "xs")
            .node("Sub", "xs means", "d")
            .node("Pow", "d two", "sq")
            .node("ReduceSum", "sq -1", "s", attribute("keepdims", 0))
            .node("Mul", "s half", "l")
            .node("ReduceLogSumExp", "l -1", "lse", attribute("keepdims", 0))
            .node("Neg", "lse", "e");
    requireEqual(
        model.read().energy(),
        x -> {
          double sum = 0;
          for (int k = 0; k < 3; k++) {
            double u = x[0] - means[2 * k];
            double v = x[1] - means[2 * k + 1];
            sum += Math.exp(-0.5 * (u * u + v * v));
          }
          return -Math.log(sum);
        });
  }

  /** x.view(x.size(0), -1).sum(1), traced step by step. */
  @Test
  void aReshapeByTheBatchSize() {
    OnnxBytes model =
        OnnxBytes.empty(11)
            .input("x", 1, -1, 2, 3)
            .output("e")
            .ints("rest", -1)
            .floats("w", new long[] {6, 1}, 1, 2, 3, 4, 5, 6)
            .node("Shape", "x", "shape")
            .node("Constant", "", "zero", attribute("value", OnnxBytes.intTensor(new long[] {}, 0)))
            .node("Gather", "shape zero", "n", attribute("axis", 0))
            .node("Unsqueeze", "n", "n1", attribute("axes", new long[] {0}))
            .node("Concat", "n1 rest", "target", attribute("axis", 0))
            .node("Reshape", "x target", "flat")
            .node("MatMul", "flat w", "e");
    requireEqual(
        model.read().energy(), x -> x[0] + 2 * x[1] + 3 * x[2] + 4 * x[3] + 5 * x[4] + 6 * x[5]);
  }

  @Test
  void aModelMadeForAFixedNumberOfRows() {
    OnnxBytes model =
        OnnxBytes.empty(17)
            .input("x", 11, 32, 4)
            .output("e")
            .ints("target", 32, 2, 2)
            .ints("flat", 32, -1)
            .ints("1", 1)
            .node("Reshape", "x target", "m")
            .node("Transpose", "m", "t", attribute("perm", new long[] {0, 2, 1}))
            .node("Reshape", "t flat", "f")
            .floats("w", new long[] {4}, 1, 2, 3, 4)
            .node("MatMul", "f w", "e");
    requireEqual(model.read().energy(), x -> x[0] + 2 * x[2] + 3 * x[1] + 4 * x[3]);
  }

  @Test
  void oneFeatureIsAScalar() {
    requireEqual(
        OnnxBytes.model(17, 1)
            .floats("w", new long[] {1, 2}, 2, -3)
            .ints("1", 1)
            .node("MatMul", "x w", "h")
            .node("Sin", "h", "s")
            .node("ReduceSum", "s 1", "r")
            .node("ReduceSum", "x 1", "q")
            .node("Mul", "r q", "e")
            .read()
            .energy(),
        x -> x[0] * (Math.sin(2 * x[0]) + Math.sin(-3 * x[0])));
  }

  @Test
  void nodesThatTheOutputDoesNotNeedAreNotRead() {
    OnnxBytes model =
        OnnxBytes.model(17, 2)
            .output("features")
            .ints("1", 1)
            .node("LSTM", "x", "features")
            .node("ReduceMean", "x", "e", attribute("axes", new long[] {1}));
    requireEqual(model.read().output("e").energy(), x -> 0.5 * (x[0] + x[1]));
  }

  @Test
  void aLogDensityIsTurnedRound() {
    OnnxModel model =
        OnnxBytes.model(17, 2).node("ReduceL1", "x", "e", attribute("axes", new long[] {1})).read();
    requireEqual(model.energy(), x -> Math.abs(x[0]) + Math.abs(x[1]));
    requireEqual(model.logDensity().energy(), x -> -Math.abs(x[0]) - Math.abs(x[1]));
  }

  @Test
  void anOpenDimensionIsSaidByTheUser() {
    OnnxModel model =
        OnnxBytes.empty(13)
            .input("x", 1, -1, -1)
            .output("e")
            .node("ReduceL2", "x", "e", attribute("axes", new long[] {1}))
            .read();
    requireEqual(
        model.dimension(3).energy(), x -> Math.sqrt(Arrays.stream(x).map(v -> v * v).sum()));
  }

  @Test
  void filesAreReadFromDisk(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("wells.v2.onnx");
    Files.write(
        path,
        OnnxBytes.model(13, 2)
            .node("ReduceL1", "x", "e", attribute("axes", new long[] {1}))
            .file());
    assertThat(OnnxModel.read(path).energy().name()).isEqualTo("wells.v2");
  }
}
