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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Walks over expressions; never recursive, so that no energy is too deep for the stack. */
public final class Graph {
  private Graph() {}

  /** Every node that the roots reach, each once, inputs before what uses them. */
  static List<Expression> topological(List<Expression> roots) {
    List<Expression> order = new ArrayList<>();
    Set<Expression> seen = new HashSet<>();
    Set<Expression> done = new HashSet<>();
    Deque<Expression> stack = new ArrayDeque<>();
    for (int i = roots.size() - 1; i >= 0; i--) {
      stack.push(roots.get(i));
    }
    while (!stack.isEmpty()) {
      Expression node = stack.peek();
      if (seen.add(node)) {
        for (int i = node.inputs().size() - 1; i >= 0; i--) {
          if (!seen.contains(node.input(i))) {
            stack.push(node.input(i));
          }
        }
      } else {
        stack.pop();
        if (done.add(node)) {
          order.add(node);
        }
      }
    }
    return order;
  }

  /** The row functions that the expression holds, which are no expressions themselves. */
  public static List<RowFunction> rowFunctions(Expression root) {
    return topological(List.of(root)).stream()
        .filter(node -> node.operator() == Operator.LEAF)
        .map(node -> Attribute.as(Attribute.Leaf.class, node.attribute()).function())
        .toList();
  }

  /** Rebuilds the roots from the leaves up; {@code rebuild} gets a node and its rebuilt inputs. */
  static List<Expression> map(
      List<Expression> roots, BiFunction<Expression, List<Expression>, Expression> rebuild) {
    Map<Expression, Expression> rebuilt = new HashMap<>();
    for (Expression node : topological(roots)) {
      rebuilt.put(node, rebuild.apply(node, node.inputs().stream().map(rebuilt::get).toList()));
    }
    return roots.stream().map(rebuilt::get).toList();
  }

  /**
   * The expression with another in place of the row x.
   *
   * @throws io.sparkenergy.error.EnergyException if the replacement's length does not fit
   */
  public static Expression substitute(Expression root, Expression replacement) {
    Dim length = replacement.length();
    return map(
            List.of(root),
            (node, inputs) ->
                node.operator() == Operator.INPUT
                    ? replacement
                    : Expression.node(node.operator(), rebase(node.attribute(), length), inputs))
        .get(0);
  }

  /** The expressions for rows of d entries: every length a number. */
  static List<Expression> bind(List<Expression> roots, int d) {
    return map(
        roots,
        (node, inputs) ->
            node.operator() == Operator.SIZE
                ? Expression.constant(
                    Attribute.as(Attribute.Extent.class, node.attribute()).length().at(d))
                : Expression.node(node.operator(), rebase(node.attribute(), Dim.of(d)), inputs));
  }

  /** The least d for which every vector of the expression has an entry and every entry is there. */
  public static int minimumDimension(Expression root) {
    int minimum = 1;
    for (Expression node : topological(List.of(root))) {
      if (node.length().free()) {
        minimum = Math.max(minimum, 1 - node.length().offset());
      }
      if (node.operator() == Operator.ELEMENT && node.input(0).length().free()) {
        int index = Attribute.as(Attribute.Index.class, node.attribute()).index();
        minimum = Math.max(minimum, index + 1 - node.input(0).length().offset());
      }
      if (node.operator() == Operator.SLICE) {
        Attribute.Window window = Attribute.as(Attribute.Window.class, node.attribute());
        Dim available = node.input(0).length();
        if (window.start().free()) {
          minimum = Math.max(minimum, -window.start().offset());
        } else if (available.free() && !window.length().free()) {
          int end = window.start().offset() + window.length().offset();
          minimum = Math.max(minimum, end - available.offset());
        }
      }
    }
    return minimum;
  }

  /** A length that counts from d, where d becomes another length. */
  private static Dim rebase(Dim dim, Dim row) {
    return dim.free() ? row.plus(dim.offset()) : dim;
  }

  private static Attribute rebase(Attribute attribute, Dim row) {
    if (attribute instanceof Attribute.Extent extent) {
      return new Attribute.Extent(rebase(extent.length(), row));
    }
    if (attribute instanceof Attribute.Window window) {
      return new Attribute.Window(rebase(window.start(), row), rebase(window.length(), row));
    }
    return attribute;
  }
}
