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

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Functions of expressions, drawn at random; the tame ones keep numbers near 1. */
final class RandomFunctions {
  private static final List<UnaryOperator<Expression>> DAMPING =
      List.of(
          Expression::tanh,
          Expression::sin,
          Expression::cos,
          Expression::sigmoid,
          Expression::erf,
          a -> a.dividedBy(a.abs().plus(1)),
          a -> a.dividedBy(a.square().plus(0.7).sqrt()));

  private static final List<UnaryOperator<Expression>> POSITIVE =
      List.of(
          a -> a.square().plus(0.5),
          a -> a.softplus().plus(0.1),
          a -> a.tanh().exp(),
          a -> a.sigmoid().plus(0.2),
          a -> a.abs().plus(0.4),
          a -> a.cos().plus(1.5));

  private static final List<UnaryOperator<Expression>> OF_POSITIVE =
      List.of(
          Expression::log,
          Expression::sqrt,
          Expression::log1p,
          a -> a.pow(1.5),
          a -> a.pow(-0.75),
          a -> a.pow(-1),
          a -> a.pow(-2),
          a -> Expression.constant(1.3).dividedBy(a));

  private static final List<UnaryOperator<Expression>> PLAIN =
      List.of(
          Expression::abs,
          Expression::square,
          Expression::silu,
          Expression::gelu,
          Expression::softplus,
          Expression::relu,
          a -> a.plus(0.31).sign(),
          a -> a.minus(0.17).step(),
          a -> a.minus(0.2).negate(),
          a -> a.times(-1.7).plus(0.3),
          a -> a.pow(3),
          a -> a.tanh().exp(),
          a -> a.tanh().times(0.9).log1p());

  /** Infinities and NaN, for some rows or for most. */
  private static final List<UnaryOperator<Expression>> WILD =
      List.of(
          Expression::log,
          Expression::sqrt,
          a -> a.pow(0.5),
          a -> a.pow(-1.5),
          a -> a.log1p(),
          a -> a.times(900).exp(),
          a -> a.exp().exp(),
          a -> a.plus(1).pow(400),
          a -> a.relu().pow(-2),
          a -> Expression.constant(1).dividedBy(a.relu()),
          a -> a.relu().log(),
          a -> a.relu().sqrt(),
          a -> a.relu().log().negate().softplus(),
          a -> a.relu().log().sigmoid(),
          a -> a.relu().log().tanh().plus(a.step().log().erf()),
          a -> a.step().gate(a.log()),
          a -> a.dividedOrZero(a.relu()),
          a -> a.step().select(a.sqrt(), a.negate().log()),
          a -> a.log().max(a),
          a -> a.max(a.log()),
          a -> a.sqrt().min(a.sin()),
          a -> a.sin().min(a.sqrt()),
          a -> spread(a).relu().log().logSumExp(),
          a -> spread(a).relu().log().softmax(),
          a -> spread(a).relu().log().largest(),
          a -> Expression.constant(1).dividedBy(spread(a).relu()).logSumExp(),
          a -> Expression.constant(1).dividedBy(spread(a).relu()).norm(),
          a -> spread(a).relu().norm());

  private static final List<BiFunction<Expression, Expression, Expression>> PAIRS =
      List.of(
          Expression::plus,
          Expression::minus,
          Expression::times,
          Expression::max,
          Expression::min,
          (a, b) -> a.lessThan(b).times(a),
          (a, b) -> a.lessThan(b).select(a.square(), b),
          (a, b) -> b.minus(0.23).step().select(a, b.plus(0.4)),
          (a, b) -> b.relu().gate(a),
          (a, b) -> a.dividedBy(b.square().plus(0.8)),
          (a, b) -> a.dividedOrZero(b.softplus().plus(0.3)),
          (a, b) -> a.dividedOrZero(b.step()));

  private static final List<UnaryOperator<Expression>> REDUCTIONS =
      List.of(
          Expression::sum,
          Expression::mean,
          Expression::norm,
          Expression::largest,
          Expression::smallest,
          Expression::logSumExp,
          a -> a.softmax().dot(a),
          a -> a.largestMask().dot(a.sin()),
          a -> a.square().sum(),
          a -> a.square().mean().sqrt(),
          a -> a.size().times(0.1).plus(a.get(0)));

  private final Random random;

  RandomFunctions(Random random) {
    this.random = random;
  }

  Expression damped(Expression a) {
    return pick(DAMPING).apply(a);
  }

  Expression positive(Expression a) {
    return pick(POSITIVE).apply(a);
  }

  Expression plain(Expression a) {
    return random.nextInt(3) == 0 ? pick(OF_POSITIVE).apply(positive(a)) : pick(PLAIN).apply(a);
  }

  Expression wild(Expression a) {
    return pick(WILD).apply(a);
  }

  Expression pair(Expression a, Expression b) {
    return pick(PAIRS).apply(a, b);
  }

  Expression reduced(Expression a) {
    return pick(REDUCTIONS).apply(a);
  }

  private static Expression spread(Expression a) {
    return a.shape().isScalar() ? Expression.stack(List.of(a, a.minus(0.7))) : a;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
