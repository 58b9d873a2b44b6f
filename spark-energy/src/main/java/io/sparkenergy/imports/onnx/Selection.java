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
import io.sparkenergy.expression.Dim;
import io.sparkenergy.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of another vector's entries, by slices and not by a matrix of zeros and ones: 0 times an
 * infinite entry would spoil all others.
 */
final class Selection {
  /** What a node of an expression counts for. */
  private static final int NODE = 64;

  private Selection() {}

  /**
   * The entries at some places of a vector, in that order; a scalar for one, and from a scalar.
   *
   * @param size the number of entries to choose from
   */
  static Expression of(Expression from, int size, int[] places, Budget budget) {
    if (places.length == 1) {
      return size == 1 ? from : from.get(places[0]);
    }
    List<Expression> runs = new ArrayList<>();
    for (int start = 0; start < places.length; ) {
      int end = endOfRun(places, start);
      budget.take(NODE + end - start);
      runs.add(run(from, size, places[start], end - start, places[end - 1] != places[start]));
      start = end;
    }
    return runs.size() == 1 ? runs.get(0) : Concatenation.of(runs);
  }

  /**
   * Behind the last of the places from a start that follow one another, or that are all the same.
   */
  private static int endOfRun(int[] places, int start) {
    int end = start + 1;
    if (end == places.length) {
      return end;
    }
    int step = places[end] - places[start];
    if (step != 0 && step != 1) {
      return end;
    }
    while (end < places.length && places[end] == places[end - 1] + step) {
      end++;
    }
    return end;
  }

  private static Expression run(
      Expression from, int size, int first, int count, boolean ascending) {
    if (count == 1 || !ascending) {
      Expression entry = size == 1 ? from : from.get(first);
      return count == 1 ? entry : entry.broadcast(Dim.of(count));
    }
    Expression rest = first == 0 ? from : from.dropFirst(first);
    return first + count == size ? rest : rest.first(count);
  }
}
