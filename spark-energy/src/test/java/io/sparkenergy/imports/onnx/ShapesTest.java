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

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reductions, pieces of rows, constants moved, and numbers in every form. */
class ShapesTest {
  private static Stream<Named<Map.Entry<String, ToDoubleFunction<double[]>>>> reductions() {
    Map<String, ToDoubleFunction<double[]>> all = new TreeMap<>();
    all.put("ReduceSum", v -> Arrays.stream(v).sum());
    all.put("ReduceMean", v -> Arrays.stream(v).average().orElseThrow());
    all.put("ReduceSumSquare", v -> Arrays.stream(v).map(a -> a * a).sum());
    all.put("ReduceL1", v -> Arrays.stream(v).map(Math::abs).sum());
    all.put("ReduceL2", v -> Math.sqrt(Arrays.stream(v).map(a -> a * a).sum()));
    all.put("ReduceMax", v -> Arrays.stream(v).max().orElseThrow());
    all.put("ReduceMin", v -> Arrays.stream(v).min().orElseThrow());
    all.put("ReduceLogSumExp", v -> Math.log(Arrays.stream(v).map(Math::exp).sum()));
    return all.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry));
  }

  /** Over x of (n, 2, 3), along either axis, both, and of constants. */
  @ParameterizedTest
  @MethodSource("reductions")
  void ofAxes(Map.Entry<String, ToDoubleFunction<double[]>> entry) {
    String operator = entry.getKey();
    ToDoubleFunction<double[]> f = entry.getValue();
    OnnxBytes cube = OnnxBytes.empty(13).input("x", 1, -1, 2, 3).output("e");
    requireEqual(
        cube.floats("w", new long[] {3}, 1, 2, 3)
            .node(operator, "x", "r", attribute("axes", new long[] {1}), attribute("keepdims", 0))
            .node("MatMul", "r w", "e")
            .read()
            .energy(),
        x ->
            f.applyAsDouble(new double[] {x[0], x[3]})
                + 2 * f.applyAsDouble(new double[] {x[1], x[4]})
                + 3 * f.applyAsDouble(new double[] {x[2], x[5]}));
    requireEqual(
        OnnxBytes.empty(18)
            .input("x", 1, -1, 2, 3)
            .output("e")
            .floats("w", new long[] {2, 1}, 1, 2)
            .ints("last", -1)
            .ints("12", 1, 2)
            .node(operator, "x last", "r")
            .node("Transpose", "r", "t", attribute("perm", new long[] {0, 2, 1}))
            .node("MatMul", "t w", "m")
            .node(operator, "x 12", "all")
            .node("Add", "m all", "e")
            .read()
            .energy(),
        x ->
            f.applyAsDouble(Arrays.copyOf(x, 3))
                + 2 * f.applyAsDouble(Arrays.copyOfRange(x, 3, 6))
                + f.applyAsDouble(x));
    requireEqual(
        OnnxBytes.model(13, 2)
            .floats("c", new long[] {2, 2}, 0.5, 2, -3, 4)
            .node(operator, "c", "w", attribute("axes", new long[] {0}), attribute("keepdims", 0))
            .node(operator, "c", "s")
            .node("MatMul", "x w", "m")
            .node("Unsqueeze", "m", "m1", attribute("axes", new long[] {1}))
            .node("Add", "m1 s", "e")
            .read()
            .energy(),
        x ->
            x[0] * f.applyAsDouble(new double[] {0.5, -3})
                + x[1] * f.applyAsDouble(new double[] {2, 4})
                + f.applyAsDouble(new double[] {0.5, 2, -3, 4}));
  }

  @Test
  void aReductionOverNoAxesMayDoNothing() {
    requireEqual(
        OnnxBytes.model(13, 1)
            .node("ReduceSum", "x", "e", attribute("noop_with_empty_axes", 1))
            .read()
            .energy(),
        x -> x[0]);
    requireEqual(
        OnnxBytes.model(18, 2)
            .node("Exp", "x", "p")
            .ints("1", 1)
            .node("ReduceLogSum", "p 1", "e")
            .read()
            .energy(),
        x -> Math.log(Math.exp(x[0]) + Math.exp(x[1])));
  }

  @Test
  void piecesOfARow() {
    requireEqual(
        OnnxBytes.model(13, 6)
            .ints("s", 1)
            .ints("t", 9223372036854775807L)
            .ints("one", 1)
            .ints("order", 2, -1, 0, 0)
            .ints("sizes", 2, 4)
            .floats("w", new long[] {9}, 1, 2, 3, 4, 5, 6, 7, 8, 9)
            .node("Slice", "x s t one", "tail")
            .node("Gather", "x order", "g", attribute("axis", 1))
            .node("Concat", "g tail", "joined", attribute("axis", -1))
            .node("MatMul", "joined w", "m")
            .node("Split", "x sizes", "head rest", attribute("axis", 1))
            .node("Split", "rest", "a b", attribute("axis", 1))
            .node("Mul", "a head", "h")
            .node("Sub", "h b", "hb")
            .node("ReduceSum", "hb one", "r", attribute("keepdims", 0))
            .node("Add", "m r", "e")
            .read()
            .energy(),
        x -> {
          double[] joined = {x[2], x[5], x[0], x[0], x[1], x[2], x[3], x[4], x[5]};
          double sum = x[2] * x[0] + x[3] * x[1] - x[4] - x[5];
          for (int i = 0; i < 9; i++) {
            sum += (i + 1) * joined[i];
          }
          return sum;
        });
  }

  /** log 0 in one entry is -∞ there and nowhere else. */
  @Test
  void infiniteEntriesStayWhereTheyAre() {
    OnnxModel model =
        OnnxBytes.model(18, 3)
            .ints("order", 1, 2, 0)
            .ints("1", 1)
            .node("Log", "x", "l")
            .node("Gather", "l order", "g", attribute("axis", 1))
            .node("ReduceLogSumExp", "g 1", "e")
            .read();
    INDArray x = Nd4j.createFromArray(new double[][] {{0, 2, 3}});
    assertThat(model.energy().energy(x).getDouble(0))
        .isCloseTo(Math.log(5), org.assertj.core.api.Assertions.within(1e-14));
  }

  @Test
  void constantsMayBeMoved() {
    requireEqual(
        OnnxBytes.model(13, 2)
            .floats("c", new long[] {2, 3}, 1, 2, 3, 4, 5, 6)
            .ints("shape", 3, -1)
            .ints("first", 0)
            .ints("target", 2, 2)
            .node("Transpose", "c", "t")
            .node("Reshape", "c shape", "r")
            .node("Add", "t r", "m")
            .node("Gather", "m first", "row", attribute("axis", 0))
            .node("Expand", "row target", "square")
            .node("MatMul", "x square", "p")
            .node("ReduceSum", "p", "e", attribute("axes", new long[] {1}))
            .read()
            .energy(),
        // cᵀ = {1 4, 2 5, 3 6}, r = {1 2, 3 4, 5 6}; the first row of the sum is {2, 6}.
        x -> 8 * x[0] + 8 * x[1]);
  }

  @Test
  void numbersInEveryForm() {
    OnnxBytes model =
        OnnxBytes.model(13, 2)
            .initializer(t -> OnnxBytes.tensor(t, 1, 2).real(4, 0.5f).real(4, 2f).text(8, "f"))
            .initializer(
                t ->
                    OnnxBytes.tensor(t, 1, 2)
                        .bytes(4, Protobuf.bytesOf(Protobuf.buffer(8).putFloat(1).putFloat(2)))
                        .text(8, "packed"))
            .initializer(t -> OnnxBytes.tensor(t, 11, 2).real64(10, 0.1).real64(10, 3).text(8, "d"))
            .initializer(
                t ->
                    OnnxBytes.tensor(t, 11, 2)
                        .bytes(
                            9, Protobuf.bytesOf(Protobuf.buffer(16).putDouble(0.3).putDouble(-1)))
                        .text(8, "raw64"))
            .initializer(
                t -> OnnxBytes.tensor(t, 10, 2).integer(5, 0x3c00).integer(5, 0xc000).text(8, "h"))
            .initializer(
                t ->
                    OnnxBytes.tensor(t, 16, 2)
                        .bytes(9, (byte) 0x80, (byte) 0x3f, (byte) 0x40, (byte) 0xc0)
                        .text(8, "b"))
            .initializer(t -> OnnxBytes.tensor(t, 7, 1).bytes(7, new byte[] {1}).text(8, "axis"))
            .node("Constant", "", "c", attribute("value_float", 4f))
            .node("Constant", "", "axes", attribute("value_ints", new long[] {-1}))
            .node("Cast", "h", "h32", attribute("to", 1))
            .node("Add", "f packed", "s0")
            .node("Add", "s0 d", "s1")
            .node("Add", "s1 raw64", "s2")
            .node("Add", "s2 h32", "s3")
            .node("Add", "s3 b", "s4")
            .node("Mul", "s4 c", "w")
            .node("Mul", "x w", "y")
            .node("ReduceSum", "y axis", "r")
            .node("Squeeze", "r axes", "e");
    requireEqual(
        model.read().energy(),
        x -> 4 * (0.5 + 1 + 0.1 + 0.3 + 1 + 1) * x[0] + 4 * (2 + 2 + 3 - 1 - 2 - 3) * x[1]);
  }
}
