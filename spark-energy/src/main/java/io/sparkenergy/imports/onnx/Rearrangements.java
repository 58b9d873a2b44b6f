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

import io.sparkenergy.expression.Concatenation;
import io.sparkenergy.expression.Expression;
import io.sparkenergy.imports.onnx.ConstantTensor.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The operators that move entries, or take some of them; the batch always stays the first axis. */
final class Rearrangements {
  private Rearrangements() {}

  static Map<String, Conversion> table() {
    return Map.of(
        "Transpose", Conversion.of(Rearrangements::transpose),
        "Expand", Conversion.of(Rearrangements::expand),
        "Gather", Conversion.of(Rearrangements::gather),
        "Slice", Conversion.of(Rearrangements::slice),
        "Split", Rearrangements::split,
        "Concat", Conversion.of(Rearrangements::concat));
  }

  private static OnnxValue transpose(NodeScope node) {
    OnnxValue value = node.input(0);
    long[] order =
        node.integers("perm")
            .orElseGet(
                () -> LongStream.range(0, value.rank()).map(i -> value.rank() - 1 - i).toArray());
    if (order.length != value.rank() || Arrays.stream(order).distinct().count() != order.length) {
      throw node.refused("perm " + Arrays.toString(order), "every axis once");
    }
    if (value instanceof RowTensor && order[0] != 0) {
      throw node.mixesRows("a transpose " + Arrays.toString(order));
    }
    int[] axes =
        Arrays.stream(order)
            .skip(value.batchAxes())
            .mapToInt(axis -> node.axis(value, axis))
            .toArray();
    int[] strides = Shapes.strides(value.shape());
    int[] shape = Arrays.stream(axes).map(axis -> value.shape()[axis]).toArray();
    int[] steps = Arrays.stream(axes).map(axis -> strides[axis]).toArray();
    return value.rearranged(shape, Shapes.walk(shape, steps, 0), node.budget());
  }

  private static OnnxValue expand(NodeScope node) {
    OnnxValue value = node.input(0);
    ConstantTensor target = node.constant(1);
    double[] lengths = target.values();
    if (value instanceof RowTensor) {
      if (lengths.length > value.rank()
          || (lengths.length == value.rank() && !node.isBatch(lengths[0]) && lengths[0] != 1)) {
        throw node.mixesRows("an expansion to " + Arrays.toString(lengths));
      }
      lengths =
          lengths.length == value.rank() ? Arrays.copyOfRange(lengths, 1, lengths.length) : lengths;
    }
    if (Arrays.stream(lengths).anyMatch(length -> !(length >= 1 && length <= OnnxLimits.ENTRIES))) {
      throw node.refused("an expansion to " + Arrays.toString(lengths), "lengths of 1 or more");
    }
    int[] shape =
        Shapes.broadcast(
            value.shape(), Arrays.stream(lengths).mapToInt(length -> (int) length).toArray());
    Shapes.sizeToMake(shape);
    return value.rearranged(shape, Shapes.spread(value.shape(), shape), node.budget());
  }

  private static OnnxValue gather(NodeScope node) {
    OnnxValue value = node.input(0);
    int axis = node.axis(value, node.integer("axis", 0));
    ConstantTensor indices = node.constant(1);
    int length = value.shape()[axis];
    int[] chosen = new int[indices.size()];
    for (int i = 0; i < chosen.length; i++) {
      double index = indices.values()[i];
      if (indices.kind() != Kind.INTEGER || !(index >= -length && index < length)) {
        throw node.refused("index " + index, "an index below " + length);
      }
      chosen[i] = (int) (index < 0 ? index + length : index);
    }
    int[] before = Arrays.copyOfRange(value.shape(), 0, axis);
    int[] after = Arrays.copyOfRange(value.shape(), axis + 1, value.shape().length);
    int[] shape = Stream.of(before, indices.shape(), after).flatMapToInt(IntStream::of).toArray();
    return value.rearranged(shape, chosen(node, value.shape(), axis, chosen), node.budget());
  }

  /** The places of all entries whose index along an axis is among the chosen. */
  private static int[] chosen(NodeScope node, int[] shape, int axis, int... indices) {
    int inner = Shapes.strides(shape)[axis];
    int outer = Shapes.size(Arrays.copyOfRange(shape, 0, axis));
    int size = Shapes.sizeToMake(outer, indices.length, inner);
    node.budget().take(size);
    int[] places = new int[size];
    int at = 0;
    for (int block = 0; block < outer; block++) {
      for (int index : indices) {
        for (int i = 0; i < inner; i++) {
          places[at++] = (block * shape[axis] + index) * inner + i;
        }
      }
    }
    return places;
  }

  private static OnnxValue along(NodeScope node, OnnxValue value, int axis, int... indices) {
    int[] shape = value.shape().clone();
    shape[axis] = indices.length;
    return value.rearranged(shape, chosen(node, value.shape(), axis, indices), node.budget());
  }

  /** Bounds are attributes up to version 9, and inputs from 10 on. */
  private static OnnxValue slice(NodeScope node) {
    OnnxValue value = node.input(0);
    long[] starts =
        node.integers("starts", 1).orElseThrow(() -> node.refused("no starts", "starts"));
    long[] ends = node.integers("ends", 2).orElseThrow(() -> node.refused("no ends", "ends"));
    long[] axes =
        node.integers("axes", 3).orElseGet(() -> LongStream.range(0, starts.length).toArray());
    long[] steps =
        node.has(4)
            ? node.integers(4)
            : LongStream.generate(() -> 1).limit(starts.length).toArray();
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw node.refused("bounds of different counts", "one of each an axis");
    }
    OnnxValue result = value;
    for (int i = 0; i < axes.length; i++) {
      if (steps[i] != 1) {
        throw node.refused("a step of " + steps[i], "1");
      }
      int axis = node.axis(value, axes[i]);
      int length = result.shape()[axis];
      int start = Shapes.bound(starts[i], length);
      int end = Shapes.bound(ends[i], length);
      if (end <= start) {
        throw node.refused("a slice of nothing", "one entry or more");
      }
      result = along(node, result, axis, IntStream.range(start, end).toArray());
    }
    return result;
  }

  private static List<OnnxValue> split(NodeScope node) {
    OnnxValue value = node.input(0);
    int axis = node.axis(value, node.integer("axis", 0));
    int length = value.shape()[axis];
    int parts = node.node().outputs().size();
    node.integer("num_outputs", parts);
    Optional<long[]> given = node.integers("split", 1);
    if (given.isEmpty() && (parts == 0 || length % parts != 0)) {
      throw node.refused("%d entries for %d parts".formatted(length, parts), "equal parts");
    }
    long[] lengths =
        given.orElseGet(() -> LongStream.generate(() -> length / parts).limit(parts).toArray());
    List<OnnxValue> results = new ArrayList<>();
    int start = 0;
    for (long part : lengths) {
      if (part < 1 || part > length - start) {
        throw node.refused("parts " + Arrays.toString(lengths), "parts of " + length);
      }
      results.add(along(node, value, axis, IntStream.range(start, start + (int) part).toArray()));
      start += (int) part;
    }
    if (start != length || results.size() != parts) {
      throw node.refused("parts " + Arrays.toString(lengths), parts + " parts of " + length);
    }
    return results;
  }

  private static OnnxValue concat(NodeScope node) {
    OnnxValue first = node.input(0);
    int axis = node.axis(first, node.integer("axis", 0));
    int total = 0;
    for (int i = 0; i < node.inputCount(); i++) {
      OnnxValue part = node.input(i);
      if (part.batchAxes() != first.batchAxes()) {
        throw node.mixesRows("a constant beside rows");
      }
      if (part.rank() != first.rank()
          || !Arrays.equals(
              Shapes.without(part.shape(), axis), Shapes.without(first.shape(), axis))) {
        throw node.refused(
            Arrays.toString(part.shape()) + " beside " + Arrays.toString(first.shape()),
            "lengths that differ along one axis only");
      }
      total = Shapes.sizeToMake(total + part.shape()[axis]);
    }
    int[] shape = first.shape().clone();
    shape[axis] = total;
    return joined(node, shape, axis);
  }

  /** Blocks of each part in turn: as many as the axes before say. */
  private static OnnxValue joined(NodeScope node, int[] shape, int axis) {
    node.budget().take(Shapes.sizeToMake(shape));
    int outer = Shapes.size(Arrays.copyOfRange(shape, 0, axis));
    List<Expression> pieces = new ArrayList<>();
    List<double[]> numbers = new ArrayList<>();
    for (int block = 0; block < outer; block++) {
      for (int i = 0; i < node.inputCount(); i++) {
        OnnxValue part = node.input(i);
        int length = part.size() / outer;
        int[] places = IntStream.range(block * length, (block + 1) * length).toArray();
        OnnxValue piece = part.rearranged(new int[] {length}, places, node.budget());
        if (piece instanceof RowTensor row) {
          node.budget().take(64);
          pieces.add(row.expression());
        } else {
          numbers.add(((ConstantTensor) piece).values());
        }
      }
    }
    if (!pieces.isEmpty()) {
      return new RowTensor(shape, pieces.size() == 1 ? pieces.get(0) : Concatenation.of(pieces));
    }
    double[] values = numbers.stream().flatMapToDouble(Arrays::stream).toArray();
    return new ConstantTensor(((ConstantTensor) node.input(0)).kind(), shape, values);
  }
}
