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

import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.imports.ModelBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An ONNX model whose output, one number a row, is an energy.
 *
 * <pre>{@code
 * EnergyFunction energy = OnnxModel.read(Path.of("energy.onnx")).energy();
 * }</pre>
 *
 * <p>The graph must be of operators that expressions have, and treat each row of a batch by itself;
 * its numbers must stand in the file. Everything is computed in the precision that the user asks
 * for, whatever the model's was.
 */
public final class OnnxModel {
  static final int OLDEST_OPSET = 7;
  static final int NEWEST_OPSET = 24;

  /** Names are for messages and plans. */
  private static final int LONGEST_NAME = 100;

  private final String file;
  private final OnnxGraph graph;
  private final Optional<String> output;
  private final OptionalInt dimension;
  private final boolean logDensity;

  private OnnxModel(
      String file,
      OnnxGraph graph,
      Optional<String> output,
      OptionalInt dimension,
      boolean logDensity) {
    this.file = file;
    this.graph = graph;
    this.output = output;
    this.dimension = dimension;
    this.logDensity = logDensity;
  }

  /**
   * Reads a file.
   *
   * @throws EnergyException if it cannot be read, and as {@link #of}
   */
  public static OnnxModel read(Path path) {
    return of(path.toString(), ModelBytes.read(path));
  }

  /**
   * A file that has been read.
   *
   * @param file what messages call it
   * @throws EnergyException naming the node, the tensor or the place, if the bytes are no ONNX
   *     model with its numbers in it
   */
  public static OnnxModel of(String file, byte[] bytes) {
    return new OnnxModel(
        file, GraphReader.read(file, bytes), Optional.empty(), OptionalInt.empty(), false);
  }

  /** Takes the output of this name, where a model has several. */
  public OnnxModel output(String name) {
    return new OnnxModel(file, graph, Optional.of(name), dimension, logDensity);
  }

  /** Says d, where the file leaves it open. */
  public OnnxModel dimension(int d) {
    return new OnnxModel(file, graph, output, OptionalInt.of(d), logDensity);
  }

  /** Takes the output for log p(x); the energy is -log p(x). */
  public OnnxModel logDensity() {
    return new OnnxModel(file, graph, output, dimension, true);
  }

  /**
   * The output as an energy of the input.
   *
   * @throws EnergyException naming all operators that are not known, or the node that does not fit
   *     or would mix rows; or if there is not one input and one output, the input is not (n, d), or
   *     the output not one number a row
   */
  public EnergyFunction energy() {
    OnnxGraph.Input input = onlyInput();
    int[] shape = rowShape(input);
    String wanted = onlyOutput();
    int d = Shapes.size(shape);
    return EnergyFunction.define(name(), d, x -> energy(input, wanted, shape, x));
  }

  private Expression energy(OnnxGraph.Input input, String wanted, int[] shape, Expression x) {
    Expression row = x.length().offset() == 1 ? x.get(0) : x;
    OnnxValue value =
        new GraphConversion(file, graph, input.batch())
            .convert(wanted, input.name(), new RowTensor(shape, row));
    if (!(value instanceof RowTensor result) || result.size() != 1) {
      throw refused(
          "output " + wanted,
          value instanceof RowTensor
              ? "shape (n, " + Arrays.toString(value.shape()).replaceAll("[\\[\\]]", "") + ")"
              : "a constant",
          "shape (n) or (n, 1): one energy a row");
    }
    return logDensity ? result.expression().negate() : result.expression();
  }

  private OnnxGraph.Input onlyInput() {
    if (graph.inputs().size() != 1) {
      throw refused(
          "inputs", graph.inputs().stream().map(OnnxGraph.Input::name).toList(), "one, of (n, d)");
    }
    OnnxGraph.Input input = graph.inputs().get(0);
    if (input.elementType() != 1 && input.elementType() != 11) {
      throw refused(
          "input " + input.name(), "numbers of type " + input.elementType(), "float or double");
    }
    return input;
  }

  private String onlyOutput() {
    if (output.isPresent()) {
      if (!graph.outputs().contains(output.get())) {
        throw refused("outputs", graph.outputs(), "one of the name " + output.get());
      }
      return output.get();
    }
    if (graph.outputs().size() != 1) {
      throw refused("outputs", graph.outputs(), "one; say which");
    }
    return graph.outputs().get(0);
  }

  /** The lengths of a row, which the user may say where one is open. */
  private int[] rowShape(OnnxGraph.Input input) {
    List<Long> declared =
        input.shape().orElseGet(() -> new ArrayList<>(List.of(OnnxGraph.OPEN, OnnxGraph.OPEN)));
    if (declared.size() < 2 || declared.size() > OnnxLimits.RANK) {
      throw refused("input " + input.name(), declared.size() + " axes", "(n, d)");
    }
    int[] shape = new int[declared.size() - 1];
    long entries = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      long length = declared.get(axis + 1);
      if (length < 0 && shape.length == 1 && dimension.isPresent()) {
        length = dimension.getAsInt();
      }
      if (length < 1 || length > Integer.MAX_VALUE) {
        throw refused(
            "input " + input.name(),
            length < 0 ? "axis " + (axis + 1) + " of an open length" : "a length of " + length,
            "a length; say the dimension");
      }
      shape[axis] = (int) length;
      entries = Math.min(Integer.MAX_VALUE, entries * length);
    }
    if (entries > OnnxLimits.ENTRIES
        || (dimension.isPresent() && entries != dimension.getAsInt())) {
      throw refused(
          "input " + input.name(),
          "rows of " + Arrays.toString(shape),
          dimension.isPresent() ? "d = " + dimension.getAsInt() : "at most " + OnnxLimits.ENTRIES);
    }
    return shape;
  }

  /** The file's, without folders and ending. */
  private String name() {
    String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String name = last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
    return name.isBlank() ? "onnx" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  private EnergyException refused(String part, Object found, String expected) {
    return EnergyException.invalidModelFile(file, part, found, expected);
  }
}
