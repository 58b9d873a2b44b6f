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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rebuilds expressions so that equal subtrees are one node, constants are folded, and scalar
 * factors stand outside vector work. Values stay the same up to rounding; nothing that could be NaN
 * or infinite is folded away (0 · a stays, a - a stays).
 */
final class Simplifier {
  private record Key(Operator operator, Attribute attribute, List<Integer> inputs) {}

  /** How deep rewriting goes from one node; what stands deeper is written as it is. */
  private static final int DEEPEST = 64;

  private final Map<Key, Expression> interned = new HashMap<>();
  private final Map<Expression, Integer> numbers = new HashMap<>();
  private final Rewrites rewrites = new Rewrites(this);
  private int depth;

  private Simplifier() {}

  static Expression simplify(Expression root) {
    return simplify(List.of(root)).get(0);
  }

  /** Simplifies several expressions together; what they share is computed once. */
  static List<Expression> simplify(List<Expression> roots) {
    Simplifier simplifier = new Simplifier();
    return Graph.map(
        roots, (node, inputs) -> simplifier.node(node.operator(), node.attribute(), inputs));
  }

  /** The simplest node with this meaning. */
  Expression node(Operator operator, Attribute attribute, List<Expression> inputs) {
    List<Expression> ordered = operator.isCommutative() ? ordered(inputs) : inputs;
    // Backends know no size, so it always becomes the number that it is.
    if (depth >= DEEPEST && operator != Operator.SIZE) {
      return intern(operator, attribute, ordered);
    }
    depth++;
    try {
      return rewrites
          .rewrite(operator, attribute, ordered)
          .orElseGet(() -> intern(operator, attribute, ordered));
    } finally {
      depth--;
    }
  }

  Expression node(Operator operator, Expression... inputs) {
    return node(operator, Attribute.NONE, List.of(inputs));
  }

  Expression constant(double value) {
    return intern(Operator.CONSTANT, new Attribute.Literal(value), List.of());
  }

  private Expression intern(Operator operator, Attribute attribute, List<Expression> inputs) {
    Key key = new Key(operator, attribute, inputs.stream().map(numbers::get).toList());
    Expression known = interned.get(key);
    if (known == null) {
      known = Expression.node(operator, attribute, inputs);
      interned.put(key, known);
      numbers.put(known, numbers.size());
    }
    return known;
  }

  /** Constants first, then by age: a + b and b + a become one node. */
  private List<Expression> ordered(List<Expression> inputs) {
    List<Expression> ordered = new ArrayList<>(inputs);
    ordered.sort(
        (a, b) -> {
          boolean constantA = a.operator() == Operator.CONSTANT;
          boolean constantB = b.operator() == Operator.CONSTANT;
          return constantA == constantB
              ? Integer.compare(numbers.get(a), numbers.get(b))
              : constantA ? -1 : 1;
        });
    return ordered;
  }
}
