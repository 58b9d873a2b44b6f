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

import io.sparkenergy.imports.onnx.ConstantTensor.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The operators that leave entries where they are; the batch always stays the first axis. */
final class ShapeOperators {
  /** ONNX's numbers for the types that a cast may go to: float, double; bool is told apart. */
  private static final List<Long> REAL_TYPES = List.of(1L, 11L);

  private static final List<Long> INTEGER_TYPES = List.of(6L, 7L);

  private ShapeOperators() {}

  static Map<String, Conversion> table() {
    Map<String, Conversion> table = new HashMap<>();
    table.put("Constant", Conversion.of(ShapeOperators::constant));
    table.put("Identity", Conversion.of(node -> node.input(0)));
    table.put("Dropout", Conversion.of(ShapeOperators::dropout));
    table.put("Cast", Conversion.of(ShapeOperators::cast));
    table.put("Shape", Conversion.of(ShapeOperators::shape));
    table.put("Reshape", Conversion.of(ShapeOperators::reshape));
    table.put("Flatten", Conversion.of(ShapeOperators::flatten));
    table.put("Squeeze", Conversion.of(ShapeOperators::squeeze));
    table.put("Unsqueeze", Conversion.of(ShapeOperators::unsqueeze));
    return table;
  }

  private static OnnxValue constant(NodeScope node) {
    Optional<OnnxAttribute> tensor = node.attribute("value", OnnxAttribute.TENSOR);
    if (tensor.isPresent()) {
      return tensor.get().tensor().orElseThrow(() -> node.refused("no tensor", "a tensor"));
    }
    if (node.attribute("value_float", OnnxAttribute.FLOAT).isPresent()) {
      return vector(Kind.REAL, new int[0], node.real("value_float", 0));
    }
    if (node.attribute("value_int", OnnxAttribute.INT).isPresent()) {
      return vector(Kind.INTEGER, new int[0], (double) node.integer("value_int", 0));
    }
    Optional<OnnxAttribute> floats = node.attribute("value_floats", OnnxAttribute.FLOATS);
    if (floats.isPresent()) {
      double[] values = floats.get().reals();
      return vector(Kind.REAL, new int[] {values.length}, values);
    }
    long[] values =
        node.integers("value_ints").orElseThrow(() -> node.refused("no value", "a value"));
    return vector(
        Kind.INTEGER, new int[] {values.length}, LongStream.of(values).asDoubleStream().toArray());
  }

  private static ConstantTensor vector(Kind kind, int[] shape, double... values) {
    return new ConstantTensor(kind, shape, values);
  }

  /** Does nothing once a model is trained. */
  private static OnnxValue dropout(NodeScope node) {
    node.real("ratio", 0);
    node.integer("seed", 0);
    if (node.has(1)) {
      node.constant(1);
    }
    if (node.has(2) && Arrays.stream(node.constant(2).values()).anyMatch(flag -> flag != 0)) {
      throw node.refused("training_mode", "a model exported for inference");
    }
    return node.input(0);
  }

  /** Between float and double: all is computed in the precision that the user asks for. */
  private static OnnxValue cast(NodeScope node) {
    long type = node.integer("to", 0);
    node.integer("saturate", 1);
    if (node.input(0) instanceof ConstantTensor constant) {
      Kind kind =
          REAL_TYPES.contains(type)
              ? Kind.REAL
              : INTEGER_TYPES.contains(type) ? Kind.INTEGER : Kind.BOOLEAN;
      boolean same = kind == constant.kind();
      boolean exact = kind == Kind.REAL && !constant.holdsBatch();
      if (same || exact) {
        return new ConstantTensor(kind, constant.shape(), constant.values());
      }
    } else if (REAL_TYPES.contains(type)) {
      return node.input(0);
    }
    throw node.refused("a cast to type " + type, "float or double");
  }

  private static OnnxValue shape(NodeScope node) {
    OnnxValue value = node.input(0);
    double[] lengths = Arrays.stream(value.shape()).asDoubleStream().toArray();
    if (value instanceof RowTensor) {
      double[] withBatch = new double[lengths.length + 1];
      withBatch[0] = ConstantTensor.BATCH;
      System.arraycopy(lengths, 0, withBatch, 1, lengths.length);
      lengths = withBatch;
    }
    int rank = lengths.length;
    int start = Shapes.bound(node.integer("start", 0), rank);
    int end = Math.max(start, Shapes.bound(node.integer("end", rank), rank));
    double[] part = Arrays.copyOfRange(lengths, start, end);
    return vector(Kind.INTEGER, new int[] {part.length}, part);
  }

  private static OnnxValue reshape(NodeScope node) {
    OnnxValue value = node.input(0);
    ConstantTensor target = node.constant(1);
    boolean zeroIsLength = node.integer("allowzero", 0) != 0;
    double[] lengths = target.values().clone();
    if (target.kind() != Kind.INTEGER || lengths.length > OnnxLimits.RANK) {
      throw node.refused("a shape of " + lengths.length + " " + target.kind(), "whole numbers");
    }
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] == 0 && !zeroIsLength) {
        if (axis >= value.rank()) {
          throw node.refused("0 at axis " + axis, "a length");
        }
        lengths[axis] =
            axis < value.batchAxes()
                ? ConstantTensor.BATCH
                : value.shape()[axis - value.batchAxes()];
      }
    }
    return value.reshaped(
        value instanceof RowTensor ? rowShape(node, value, lengths) : filled(node, value, lengths));
  }

  /** What stands behind the batch; the batch itself may be written as what is left over. */
  private static int[] rowShape(NodeScope node, OnnxValue value, double... lengths) {
    double[] ofRow = lengths.length == 0 ? lengths : Arrays.copyOfRange(lengths, 1, lengths.length);
    boolean batchFirst = lengths.length > 0 && (node.isBatch(lengths[0]) || lengths[0] == -1);
    if (batchFirst && lengths[0] == -1) {
      batchFirst = Arrays.stream(ofRow).noneMatch(length -> length == -1);
    }
    if (!batchFirst) {
      throw node.mixesRows("a reshape to " + Arrays.toString(lengths));
    }
    return filled(node, value, ofRow);
  }

  private static int[] filled(NodeScope node, OnnxValue value, double... lengths) {
    long known = 1;
    int open = -1;
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] == -1 && open < 0) {
        open = axis;
      } else if (lengths[axis] >= 1 && lengths[axis] <= value.size()) {
        known = Math.min(Integer.MAX_VALUE, known * (long) lengths[axis]);
      } else {
        known = -1;
        break;
      }
    }
    boolean fits = known > 0 && (open < 0 ? known == value.size() : value.size() % known == 0);
    if (!fits) {
      throw node.refused(
          "a reshape of %s to %s"
              .formatted(Arrays.toString(value.shape()), Arrays.toString(lengths)),
          "as many entries, each row by itself");
    }
    int[] shape = Arrays.stream(lengths).mapToInt(length -> (int) length).toArray();
    if (open >= 0) {
      shape[open] = (int) (value.size() / known);
    }
    return shape;
  }

  private static OnnxValue flatten(NodeScope node) {
    OnnxValue value = node.input(0);
    long axis = node.integer("axis", 1);
    if (value instanceof RowTensor && axis != 1 && axis != 1 - value.rank()) {
      throw node.mixesRows("a flattening at axis " + axis);
    }
    if (value instanceof ConstantTensor) {
      throw node.refused("a constant", "what differs from row to row");
    }
    return value.reshaped(value.size());
  }

  private static OnnxValue squeeze(NodeScope node) {
    OnnxValue value = node.input(0);
    boolean[] dropped = new boolean[value.shape().length];
    Optional<long[]> axes = node.integers("axes", 1);
    if (axes.isEmpty()) {
      for (int axis = 0; axis < dropped.length; axis++) {
        dropped[axis] = value.shape()[axis] == 1;
      }
    } else {
      for (long axis : axes.get()) {
        int place = node.axis(value, axis);
        if (value.shape()[place] != 1) {
          throw node.refused("axis %d of %d".formatted(axis, value.shape()[place]), "an axis of 1");
        }
        dropped[place] = true;
      }
    }
    return value.reshaped(
        IntStream.range(0, dropped.length)
            .filter(axis -> !dropped[axis])
            .map(axis -> value.shape()[axis])
            .toArray());
  }

  private static OnnxValue unsqueeze(NodeScope node) {
    OnnxValue value = node.input(0);
    long[] axes = node.integers("axes", 1).orElseThrow(() -> node.refused("no axes", "axes"));
    int rank = value.rank() + axes.length;
    if (rank > OnnxLimits.RANK) {
      throw node.refused(rank + " axes", "at most " + OnnxLimits.RANK);
    }
    int[] places =
        Arrays.stream(axes).mapToInt(axis -> node.axis(value, axis, rank)).sorted().toArray();
    int[] shape = value.shape();
    for (int place : places) {
      if (place > shape.length) {
        throw node.refused("axes " + Arrays.toString(axes), "axes that differ");
      }
      shape = Shapes.with(shape, place, 1);
    }
    return value.reshaped(shape);
  }
}
