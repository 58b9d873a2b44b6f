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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes ONNX models as PyTorch's exporter does. */
final class OnnxBytes {
  private final int opset;
  private final Protobuf graph = new Protobuf();
  private int nodes;

  private OnnxBytes(int opset) {
    this.opset = opset;
  }

  /** A model of rows "x" of d entries, any number of them, whose energy is "e". */
  static OnnxBytes model(int opset, int d) {
    return new OnnxBytes(opset).input("x", 1, -1, d).output("e");
  }

  static OnnxBytes empty(int opset) {
    return new OnnxBytes(opset);
  }

  /** An input; a negative length is open, as dynamic_axes makes it. */
  OnnxBytes input(String name, int elementType, long... shape) {
    graph.message(11, in -> valueInfo(in, name, elementType, shape));
    return this;
  }

  OnnxBytes output(String name) {
    graph.message(12, out -> valueInfo(out, name, 1, -1));
    return this;
  }

  private static void valueInfo(Protobuf info, String name, int elementType, long... shape) {
    info.text(1, name)
        .message(
            2,
            type ->
                type.message(
                    1,
                    tensor ->
                        tensor
                            .integer(1, elementType)
                            .message(
                                2,
                                lengths ->
                                    Arrays.stream(shape)
                                        .forEach(
                                            length ->
                                                lengths.message(
                                                    1,
                                                    dim -> {
                                                      if (length < 0) {
                                                        dim.text(2, "batch");
                                                      } else {
                                                        dim.integer(1, length);
                                                      }
                                                    })))));
  }

  /** An initializer of float32 numbers in raw bytes. */
  OnnxBytes floats(String name, long[] shape, double... values) {
    return initializer(floatTensor(shape, values).andThen(tensor -> tensor.text(8, name)));
  }

  OnnxBytes ints(String name, long... values) {
    return initializer(
        intTensor(new long[] {values.length}, values).andThen(tensor -> tensor.text(8, name)));
  }

  OnnxBytes initializer(Consumer<Protobuf> tensor) {
    graph.message(5, tensor);
    return this;
  }

  static Consumer<Protobuf> floatTensor(long[] shape, double... values) {
    ByteBuffer raw = Protobuf.buffer(4 * values.length);
    Arrays.stream(values).forEach(value -> raw.putFloat((float) value));
    return tensor -> tensor(tensor, 1, shape).bytes(9, Protobuf.bytesOf(raw));
  }

  static Consumer<Protobuf> intTensor(long[] shape, long... values) {
    ByteBuffer raw = Protobuf.buffer(8 * values.length);
    Arrays.stream(values).forEach(raw::putLong);
    return tensor -> tensor(tensor, 7, shape).bytes(9, Protobuf.bytesOf(raw));
  }

  static Protobuf tensor(Protobuf tensor, int type, long... shape) {
    Arrays.stream(shape).forEach(length -> tensor.integer(1, length));
    return tensor.integer(2, type);
  }

  /** A node; names by spaces, "-" for an input left out. */
  @SafeVarargs
  final OnnxBytes node(
      String operator, String inputs, String outputs, Consumer<Protobuf>... attributes) {
    List<Consumer<Protobuf>> given = new ArrayList<>();
    for (Consumer<Protobuf> attribute : attributes) {
      given.add(attribute);
    }
    graph.message(
        1,
        node -> {
          if (!inputs.isEmpty()) {
            Arrays.stream(inputs.split(" ", -1))
                .forEach(name -> node.text(1, name.equals("-") ? "" : name));
          }
          Arrays.stream(outputs.split(" ", -1)).forEach(name -> node.text(2, name));
          node.text(3, operator + "_" + nodes++).text(4, operator);
          given.forEach(attribute -> node.message(5, attribute));
        });
    return this;
  }

  static Consumer<Protobuf> attribute(String name, float value) {
    return a -> a.text(1, name).real(2, value).integer(20, 1);
  }

  static Consumer<Protobuf> attribute(String name, int value) {
    return a -> a.text(1, name).integer(3, value).integer(20, 2);
  }

  static Consumer<Protobuf> attribute(String name, String value) {
    return a -> a.text(1, name).text(4, value).integer(20, 3);
  }

  static Consumer<Protobuf> attribute(String name, Consumer<Protobuf> tensor) {
    return a -> a.text(1, name).message(5, tensor).integer(20, 4);
  }

  static Consumer<Protobuf> attribute(String name, long... values) {
    return a -> {
      a.text(1, name);
      Arrays.stream(values).forEach(value -> a.integer(8, value));
      a.integer(20, 7);
    };
  }

  /** Any other field of the graph. */
  OnnxBytes with(Consumer<Protobuf> fields) {
    fields.accept(graph);
    return this;
  }

  byte[] file() {
    return new Protobuf()
        .integer(1, 8)
        .text(2, "pytorch")
        .message(8, set -> set.integer(2, opset))
        .bytes(7, graph.text(2, "main_graph").toByteArray())
        .toByteArray();
  }

  OnnxModel read() {
    return OnnxModel.of("dir/m.onnx", file());
  }
}
