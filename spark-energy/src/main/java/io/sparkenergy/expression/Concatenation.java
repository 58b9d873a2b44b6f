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
package io.sparkenergy.expression;

import java.util.ArrayList;
import java.util.List;

/** Scalars and vectors one behind another. */
public final class Concatenation {
  private Concatenation() {}

  /** The parts as one vector; their lengths must be numbers. */
  public static Expression of(List<Expression> parts) {
    List<Expression> vectors = vectors(parts);
    int length = vectors.stream().mapToInt(Concatenation::count).sum();
    Expression joined = null;
    int start = 0;
    for (Expression vector : vectors) {
      int count = count(vector);
      Expression placed = count == length ? vector : vector.pad(Dim.of(start), Dim.of(length));
      joined = joined == null ? placed : joined.plus(placed);
      start += count;
    }
    return joined == null ? Expression.stack(List.of()) : joined;
  }

  /** Scalars that stand side by side become one vector. */
  private static List<Expression> vectors(List<Expression> parts) {
    List<Expression> vectors = new ArrayList<>();
    List<Expression> scalars = new ArrayList<>();
    for (Expression part : parts) {
      if (part.shape().isScalar()) {
        scalars.add(part);
      } else {
        addStacked(scalars, vectors);
        vectors.add(part);
      }
    }
    addStacked(scalars, vectors);
    return vectors;
  }

  private static void addStacked(List<Expression> scalars, List<Expression> vectors) {
    if (!scalars.isEmpty()) {
      vectors.add(Expression.stack(List.copyOf(scalars)));
      scalars.clear();
    }
  }

  private static int count(Expression vector) {
    ShapeRule.requireVector(Operator.PAD, vector.shape());
    return vector.length().offset();
  }
}
