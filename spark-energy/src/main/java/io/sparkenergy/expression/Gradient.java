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

import io.sparkenergy.error.EnergyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reverse-mode differentiation of an expression into an expression, so that a derivative can be
 * differentiated again (Griewank and Walther, Evaluating Derivatives, 2nd ed., chapters 3 and 5).
 */
public final class Gradient {
  private final Expression input;
  private final TermGradients terms;
  private final Map<Expression, Expression> adjoints = new HashMap<>();
  private final List<Expression> gatedTerms = new ArrayList<>();

  private Gradient(Expression input, TermGradients terms) {
    this.input = input;
    this.terms = terms;
  }

  /** The gradient of a term, which may be part of several others. */
  private static final class TermGradients {
    private record Key(Expression input, Expression term) {}

    private final Map<Key, Expression> known = new HashMap<>();
    private long visits;

    Expression of(Expression input, Expression term) {
      Key key = new Key(input, term);
      Expression gradient = known.get(key);
      if (gradient == null) {
        List<Expression> nodes = Graph.topological(List.of(term));
        visits += nodes.size();
        if (visits > ExpressionLimits.TERM_VISITS) {
          throw ExpressionLimits.tooLarge(
              "derivative", visits + " nodes in terms", ExpressionLimits.TERM_VISITS);
        }
        gradient = new Gradient(input, this).reverse(term, nodes);
        known.put(key, gradient);
      }
      return gradient;
    }
  }

  /**
   * The gradient +∇f of a scalar with respect to the row x.
   *
   * @param scalar f, an expression over x
   * @param length the length of x
   * @return a vector as long as x
   * @throws EnergyException if f holds a row function that gives no gradient
   */
  public static Expression of(Expression scalar, Dim length) {
    Expression simple = Simplifier.simplify(scalar);
    List<Expression> nodes = Graph.topological(List.of(simple));
    return nodes.stream()
        .filter(node -> node.operator() == Operator.INPUT)
        .findFirst()
        .map(x -> new Gradient(x, new TermGradients()).reverse(simple, nodes))
        .map(Simplifier::simplify)
        .orElseGet(() -> Expression.ZERO.broadcast(length));
  }

  /**
   * The product H v of f's Hessian with the direction v: the gradient of ∇f · v.
   *
   * @param scalar f, an expression over x
   * @param length the length of x
   * @throws EnergyException if f holds a row function, which has no second derivative
   */
  public static Expression hessianVectorProduct(Expression scalar, Dim length) {
    return of(of(scalar, length).dot(Expression.direction(length)), length);
  }

  private Expression reverse(Expression scalar, List<Expression> nodes) {
    Map<Expression, Boolean> active = active(nodes);
    adjoints.put(scalar, Expression.constant(1));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Expression node = nodes.get(i);
      Expression adjoint = adjoints.get(node);
      if (adjoint == null || node == input || !active.get(node)) {
        continue;
      }
      if (node.operator() == Operator.TERM) {
        gatedTerms.add(adjoint.gate(terms.of(input, node.input(0))));
      } else if (node.operator() == Operator.CLIP) {
        Expression point = node.input(1);
        Expression gradient = terms.of(point, node.input(0));
        double maxNorm = Attribute.as(Attribute.Literal.class, node.attribute()).value();
        Expression clipped = adjoint.times(Clipping.shortened(gradient, maxNorm));
        adjoints.merge(point, clipped, Expression::plus);
      } else {
        pass(node, adjoint, active);
      }
    }
    gatedTerms.forEach(term -> adjoints.merge(input, term, Expression::plus));
    return adjoints.getOrDefault(input, Expression.ZERO.broadcast(input.length()));
  }

  private void pass(Expression node, Expression adjoint, Map<Expression, Boolean> active) {
    List<Expression> passed = node.operator().derivative().adjoints(node, adjoint);
    for (int i = 0; i < passed.size(); i++) {
      Expression target = node.input(i);
      if (!active.get(target) || passed.get(i) == Expression.ZERO) {
        continue;
      }
      Expression contribution = passed.get(i);
      if (target.shape().isScalar() && !contribution.shape().isScalar()) {
        contribution = contribution.sum();
      }
      adjoints.merge(target, contribution, Expression::plus);
    }
  }

  /** Which nodes depend on x at all. */
  private Map<Expression, Boolean> active(List<Expression> nodes) {
    Map<Expression, Boolean> active = new HashMap<>();
    for (Expression node : nodes) {
      active.put(node, node == input || node.inputs().stream().anyMatch(active::get));
    }
    return active;
  }
}
