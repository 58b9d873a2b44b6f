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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.util.Arrays;

/** Arithmetic on the lengths of a tensor's axes. */
final class Shapes {
  private Shapes() {}

  /** The number of entries of a value that exists. */
  static int size(int... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The number of entries of a value that is to be made. */
  static int sizeToMake(int... shape) {
    long size = 1;
    for (int length : shape) {
      size *= length;
      if (size > OnnxLimits.ENTRIES) {
        throw mismatch(
            "shape " + Arrays.toString(shape), "at most " + OnnxLimits.ENTRIES + " entries a row");
      }
    }
    return (int) size;
  }

  /** How far apart neighbours along each axis stand. */
  static int[] strides(int... shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }

  /** The shape in which two meet: lengths are equal, or one of them is 1. */
  static int[] broadcast(int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] shape = new int[rank];
    for (int axis = 1; axis <= rank; axis++) {
      int left = axis > a.length ? 1 : a[a.length - axis];
      int right = axis > b.length ? 1 : b[b.length - axis];
      if (left != right && left != 1 && right != 1) {
        throw mismatch(
            "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b),
            "lengths that are equal or 1");
      }
      shape[rank - axis] = left == 1 ? right : left;
    }
    return shape;
  }

  /** Where the entries of a spread value come from. */
  static int[] spread(int[] from, int[] to) {
    int[] strides = strides(from);
    int[] steps = new int[to.length];
    for (int axis = 1; axis <= from.length; axis++) {
      boolean repeated = from[from.length - axis] == 1;
      steps[to.length - axis] = repeated ? 0 : strides[from.length - axis];
    }
    return walk(to, steps, 0);
  }

  /** The places of all entries of a shape when a step along each axis leads so far. */
  static int[] walk(int[] shape, int[] steps, int start) {
    int[] places = new int[size(shape)];
    int[] index = new int[shape.length];
    int place = start;
    for (int i = 0; i < places.length; i++) {
      places[i] = place;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += steps[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        place -= steps[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return places;
  }

  /** A place between 0 and a length, from the end if negative. */
  static int bound(long place, int length) {
    return (int) Math.max(0, Math.min(length, place < 0 ? place + length : place));
  }

  static int[] without(int[] shape, int axis) {
    int[] shorter = new int[shape.length - 1];
    System.arraycopy(shape, 0, shorter, 0, axis);
    System.arraycopy(shape, axis + 1, shorter, axis, shorter.length - axis);
    return shorter;
  }

  static int[] with(int[] shape, int axis, int length) {
    int[] longer = new int[shape.length + 1];
    System.arraycopy(shape, 0, longer, 0, axis);
    longer[axis] = length;
    System.arraycopy(shape, axis, longer, axis + 1, shape.length - axis);
    return longer;
  }

  static EnergyException mismatch(String found, String expected) {
    return EnergyException.of(
        ErrorCondition.SHAPE_MISMATCH, "operator", "shapes", "found", found, "expected", expected);
  }
}
