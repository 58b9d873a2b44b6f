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

import static io.sparkenergy.imports.onnx.OnnxBytes.attribute;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is refused, and what is said. */
class RefusalsTest {
  private static void assertRefused(OnnxBytes model, String message) {
    byte[] file = model.file();
    assertThatThrownBy(() -> OnnxModel.of("m.onnx", file).energy())
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining("model file m.onnx")
        .hasMessageContaining(message);
  }

  /** A model of rows of two, version 13. */
  private static void assertRefused(UnaryOperator<OnnxBytes> nodes, String message) {
    assertRefused(
        nodes.apply(
            OnnxBytes.model(13, 2)
                .ints("0", 0)
                .ints("1", 1)
                .floats("two", new long[] {}, 2)
                .floats("c2", new long[] {2}, 1, 2)
                .floats("c3", new long[] {3}, 1, 2, 3)
                .floats("c32", new long[] {3, 2}, 1, 2, 3, 4, 5, 6)
                .floats("c22", new long[] {2, 2}, 1, 2, 3, 4)),
        message);
  }

  private static OnnxBytes sum(OnnxBytes model) {
    return model.node("ReduceSum", "x 1", "s", attribute("keepdims", 0));
  }

  @Test
  void unknownOperatorsAreListedTogether() {
    byte[] file =
        OnnxBytes.model(17, 2)
            .node("LSTM", "x", "a")
            .node("Einsum", "a a", "b")
            .node("Tanh", "b", "t")
            .node("Einsum", "t b", "e")
            .file();
    assertThatThrownBy(() -> OnnxModel.of("m.onnx", file).energy())
        .isInstanceOfSatisfying(
            EnergyException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.condition())
                    .isEqualTo(ErrorCondition.UNSUPPORTED_MODEL))
        .hasMessageContaining(
            "model file m.onnx cannot be imported: operators Einsum (2), LSTM (1) are not among"
                + " Abs, Add, And, Cast, Clip")
        .hasMessageContaining("Where");
    assertRefused(
        OnnxBytes.empty(17)
            .input("x", 1, -1, 2)
            .output("e")
            .with(
                graph ->
                    graph.message(
                        1,
                        node ->
                            node.text(1, "x").text(2, "e").text(4, "Relu").text(7, "com.acme"))),
        "operators com.acme::Relu (1) are not among");
  }

  @Test
  void whatMixesRowsIsRefused() {
    String mixes = "across the rows of a batch, expected each row by itself";
    assertRefused(
        m -> m.node("ReduceSum", "x 0", "e"),
        "node 0 (ReduceSum ReduceSum_0): found axis 0 " + mixes);
    assertRefused(m -> m.node("ReduceMean", "x", "e"), "a reduction over all axes " + mixes);
    assertRefused(m -> m.node("Transpose", "x", "e"), "a transpose [1, 0] " + mixes);
    assertRefused(m -> m.node("Gather", "x 0", "e"), "axis 0 " + mixes);
    assertRefused(m -> m.node("Concat", "x x", "e", attribute("axis", 0)), "axis 0 " + mixes);
    assertRefused(m -> m.node("Unsqueeze", "x 0", "e"), "axis 0 " + mixes);
    assertRefused(m -> m.node("Flatten", "x", "e", attribute("axis", 0)), "at axis 0 " + mixes);
    assertRefused(m -> m.node("Add", "x c32", "e"), "a constant of shape [3, 2] " + mixes);
    assertRefused(m -> sum(m).node("Add", "x s", "e"), "of 1 axes that meets one of 2 " + mixes);
    assertRefused(m -> sum(m).node("Mul", "s c3", "e"), "a constant of shape [3] " + mixes);
    assertRefused(m -> m.node("MatMul", "c32 x", "e"), "a matrix times the batch " + mixes);
    assertRefused(
        m -> m.node("Gemm", "x c22", "e", attribute("transA", 1)), "with A transposed " + mixes);
    assertRefused(
        m -> m.ints("t", 2, -1).node("Reshape", "x t", "e"), "a reshape to [2.0, -1.0] " + mixes);
    assertRefused(m -> m.ints("t", 1, -1).node("Reshape", "x t", "e"), "a reshape to [1.0, -1.0]");
    assertRefused(m -> m.ints("t", -1).node("Reshape", "x t", "e"), "a reshape of [2] to []");
    assertRefused(m -> m.ints("t", 5, 2).node("Expand", "x t", "e"), "an expansion to [5.0, 2.0]");
    assertRefused(
        m ->
            m.node("Shape", "x", "n")
                .node("Gather", "n 0", "rows")
                .node("Cast", "rows", "number", attribute("to", 1))
                .node("Div", "x number", "e"),
        "a cast to type 1");
    assertRefused(
        m -> m.node("Shape", "x", "n").node("Gather", "n 0", "r").node("Mul", "x r", "e"),
        "the number of rows " + mixes);
    assertRefused(
        m -> m.node("Shape", "x", "n").node("Gather", "n 0", "r").node("Mul", "r r", "e"),
        "found the number of rows, expected numbers of one kind");
  }

  @Test
  void operandsThatDoNotFitAreRefused() {
    assertRefused(m -> m.node("Add", "x c3", "e"), "(Add Add_0): shapes: found shapes [2] and [3]");
    assertRefused(
        m -> m.node("MatMul", "x c32", "e"), "a matrix for 3 entries, expected 2 entries");
    assertRefused(m -> m.node("MatMul", "x x", "e"), "rows of shapes [2] and [2], expected (1, k)");
    assertRefused(m -> m.node("Pow", "x c2", "e"), "found 2 exponents, expected one number");
    assertRefused(m -> m.node("Pow", "two x", "e"), "input 1 that differs from row to row");
    assertRefused(m -> m.node("Clip", "x c2", "e"), "found 2 bounds, expected one");
    assertRefused(m -> m.node("Add", "x", "e"), "found no input 1, expected one");
    assertRefused(m -> m.node("Tanh", "x two", "e"), "found input 1, expected at most 1 inputs");
    assertRefused(m -> m.node("Tanh", "x", "e", attribute("alpha", 1f)), "found attribute alpha");
    assertRefused(
        m -> m.node("ReduceSum", "x 1", "e", attribute("keepdims", 1f)),
        "found attribute keepdims of type 1, expected type 2");
    assertRefused(
        m -> m.ints("9", 9).node("ReduceSum", "x 9", "e"), "axis 9, expected an axis of 2");
    assertRefused(m -> m.node("Cast", "x", "e", attribute("to", 7)), "a cast to type 7");
    assertRefused(m -> m.node("Elu", "c2", "e"), "constants alone");
    assertRefused(
        m -> m.ints("7", 7).node("Div", "1 7", "e"), "whole numbers whose result is none");
    assertRefused(
        m -> m.node("Constant", "", "e", attribute("value_string", "a")), "found no value");
    assertRefused(
        m -> m.node("Split", "x", "a b e", attribute("axis", 1)), "2 entries for 3 parts");
    assertRefused(
        m ->
            m.initializer(
                    t -> OnnxBytes.tensor(t, 9, 1).bytes(9, new byte[] {1}).text(8, "training"))
                .node("Dropout", "x - training", "e"),
        "training_mode");
    assertRefused(
        m -> m.floats("inf", new long[] {}, Double.POSITIVE_INFINITY).node("Min", "x inf", "e"),
        "constant: found Infinity, expected a finite number");
    assertRefused(
        m -> m.floats("w", new long[] {2, 1}, Double.NaN, 1).node("MatMul", "x w", "e"),
        "a matrix with NaN or infinity, expected finite numbers");
  }

  @Test
  void modelsOfAnotherFormAreRefused() {
    assertRefused(
        m -> m.node("Tanh", "x", "e"), "output e: found shape (n, 2), expected shape (n)");
    assertRefused(m -> m.node("Tanh", "two", "e"), "output e: found a constant");
    assertRefused(m -> m, "output e: found no node that gives it");
    assertRefused(m -> m.node("Tanh", "later", "e"), "input later, expected a value that stands");
    assertRefused(
        m -> m.node("Tanh", "x", "e").node("Abs", "x", "e"), "value e: found two definitions");
    assertRefused(
        m -> m.input("t", 1, -1, 1).node("Add", "x t", "e"), "inputs: found [x, t], expected one");
    assertRefused(m -> m.output("f"), "outputs: found [e, f], expected one; say which");
    assertRefused(OnnxBytes.empty(13).input("x", 1, 2).output("e"), "input x: found 1 axes");
    assertRefused(OnnxBytes.empty(13).input("x", 7, -1, 2).output("e"), "numbers of type 7");
    assertRefused(
        OnnxBytes.empty(13).input("x", 1, -1, -1).output("e"),
        "input x: found axis 1 of an open length, expected a length; say the dimension");
    assertRefused(OnnxBytes.model(6, 2), "operators of version 6, expected versions 7 to 24");
    assertRefused(OnnxBytes.model(25, 2), "operators of version 25");
    byte[] two = OnnxBytes.model(13, 2).file();
    assertThatThrownBy(() -> OnnxModel.of("m.onnx", two).dimension(3).energy())
        .hasMessageContaining("input x: found rows of [2], expected d = 3");
    assertThatThrownBy(() -> OnnxModel.of("m.onnx", two).output("z").energy())
        .hasMessageContaining("outputs: found [e], expected one of the name z");
  }

  @Test
  void numbersThatAreElsewhereOrNotAsManyAreRefused() {
    assertRefused(
        m ->
            m.initializer(
                t ->
                    OnnxBytes.tensor(t, 1, 2)
                        .text(8, "w")
                        .message(13, entry -> entry.text(1, "location").text(2, "/etc/passwd"))
                        .integer(14, 1)),
        "tensor w: found numbers in another file, expected numbers in this one: export with"
            + " external_data=False");
    assertRefused(
        m ->
            m.initializer(t -> OnnxBytes.tensor(t, 1, 1L << 40).text(8, "w").bytes(9, new byte[8])),
        "tensor w: found 2 numbers, expected shape [1099511627776]");
    assertRefused(
        m -> m.initializer(t -> OnnxBytes.tensor(t, 1, 1L << 32, 1L << 32).text(8, "w").bytes(9)),
        "tensor w: found 0 numbers, expected shape [4294967296, 4294967296]");
    assertRefused(
        m -> m.initializer(t -> OnnxBytes.tensor(t, 1, -1).text(8, "w")), "expected shape [-1]");
    assertRefused(
        m -> m.initializer(t -> OnnxBytes.tensor(t, 1, 1).text(8, "w").bytes(9, new byte[3])),
        "tensor w: found 3 bytes, expected a multiple of 4");
    assertRefused(
        m -> m.initializer(t -> OnnxBytes.tensor(t, 8, 1).text(8, "w")),
        "tensor w: found numbers of type 8, expected float16");
    assertRefused(
        m -> m.floats("w", new long[] {1}, 1).floats("w", new long[] {1}, 1),
        "value w: found two definitions");
    assertRefused(m -> m.with(graph -> graph.bytes(15)), "graph: found a sparse initializer");
  }

  @Test
  void smallFilesCannotSpreadThemselves() {
    assertRefused(
        m -> m.ints("t", 1024, 1024, 2).node("Expand", "two t", "e"),
        "at most 1048576 entries a row");
    OnnxBytes many = OnnxBytes.model(13, 2).floats("two", new long[] {}, 2).ints("t", 1024, 1024);
    for (int i = 0; i < 100; i++) {
      many.node("Expand", "two t", "y" + i)
          .node("Add", (i == 0 ? "two" : "z" + (i - 1)) + " y" + i, "z" + i);
    }
    assertRefused(many.node("Identity", "z99", "e"), "far more numbers than its file holds");
  }

  @Test
  void brokenProtobufIsRefused() {
    byte[] whole =
        OnnxBytes.model(13, 2)
            .floats("w", new long[] {2}, 1, 2)
            .node("MatMul", "x w", "e", attribute("none", 1))
            .file();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> OnnxModel.of("m.onnx", part).energy())
          .isInstanceOf(EnergyException.class)
          .hasMessageContaining("m.onnx");
    }
    assertProtobuf("0 bytes asked for", (byte) 0x3a);
    assertProtobuf("field 7 of wire type 0, expected wire type 2", (byte) 0x38, (byte) 1);
    assertProtobuf("wire type 3, expected 0, 1, 2 or 5", (byte) 0x0b);
    assertProtobuf("tag 0", (byte) 0);
    assertProtobuf(
        "18446744073709551615 bytes asked for, expected at most 0",
        new byte[] {0x3a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
    assertProtobuf(
        "a number of more than 10 bytes",
        new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
    assertProtobuf("bytes that are not UTF-8", new byte[] {0x42, 3, 0x0a, 1, -1});
    assertThatThrownBy(() -> OnnxModel.read(Path.of("no-such-file.onnx")))
        .hasMessageContaining("ENERGY_UNREADABLE_ENERGY");
  }

  private static void assertProtobuf(String message, byte... bytes) {
    assertThatThrownBy(() -> OnnxModel.of("m.onnx", bytes))
        .isInstanceOf(EnergyException.class)
        .hasMessageContaining(
            "m.onnx: protobuf: found " + (message.startsWith("0 b") ? "" : message));
  }
}
