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

import io.sparkenergy.energy.EnergyFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Energies drawn at random, the same for the same seed. Numbers are kept near 1, so that agreement
 * to digits says something, and away from kinks and ties; some expressions, the wild ones, give
 * infinities and NaN in places.
 */
public final class RandomExpressions {
  private static final int MOST_NODES = 24;
  private static final int LONGEST_HIDDEN_LAYER = 12;

  private final Random random;
  private final RandomFunctions functions;
  private final List<Expression> pool = new ArrayList<>();
  private boolean wild;

  private RandomExpressions(long seed) {
    this.random = new Random(seed);
    this.functions = new RandomFunctions(random);
  }

  /** For rows of d entries: hidden layers and parameters of the length of x among its parts. */
  public static EnergyFunction fixed(long seed, int d) {
    RandomExpressions expressions = new RandomExpressions(seed);
    return EnergyFunction.define("random " + seed, d, expressions::energy);
  }

  /** For rows of any length from three entries on. */
  public static EnergyFunction free(long seed) {
    RandomExpressions expressions = new RandomExpressions(seed);
    return EnergyFunction.define("random free " + seed, expressions::energy);
  }

  private Expression energy(Expression x) {
    wild = random.nextInt(6) == 0;
    pool.add(x);
    // Scaled apart, so that entries of one row do not tie.
    pool.add(x.times(number(0.3, 1.2)).plus(number(-0.5, 0.5)));
    int nodes = 1 + random.nextInt(MOST_NODES);
    for (int i = 0; i < nodes; i++) {
      Expression next = next();
      // Products of products leave the range where digits can be compared.
      pool.add(random.nextInt(3) == 0 ? functions.damped(next) : next);
      if (wild && random.nextInt(5) == 0) {
        pool.add(functions.wild(recent()));
      }
    }
    Expression energy = scalar(recent());
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      Expression part = scalar(recent());
      energy = random.nextInt(4) == 0 ? functions.pair(energy, part) : energy.plus(part);
    }
    return energy;
  }

  private Expression next() {
    Expression a = recent();
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> functions.plain(a);
      case 3, 4 -> functions.pair(a, partner(a));
      case 5 -> functions.pair(partner(a), a);
      case 6 -> functions.reduced(vector());
      case 7 -> window(vector());
      case 8 -> layer(vector());
      case 9 -> stacked();
      case 10 -> vectorOfVector(vector());
      default -> choice(a);
    };
  }

  private Expression choice(Expression a) {
    Expression b = partner(a);
    Expression c = partner(a);
    return a.lessThan(b).select(functions.damped(c), b.times(0.7));
  }

  /** Late ones mostly, so that expressions get deep; early ones at times, so that parts share. */
  private Expression recent() {
    int back = random.nextInt(3) == 0 ? pool.size() : Math.min(pool.size(), 3);
    return pool.get(pool.size() - 1 - random.nextInt(back));
  }

  private Expression vector() {
    List<Expression> vectors = pool.stream().filter(e -> !e.shape().isScalar()).toList();
    int back = random.nextInt(3) == 0 ? vectors.size() : Math.min(vectors.size(), 3);
    return vectors.get(vectors.size() - 1 - random.nextInt(back));
  }

  private Expression scalar(Expression a) {
    return a.shape().isScalar() ? a : functions.reduced(a);
  }

  /** Something that may meet a: of its shape, a scalar, or the same for every row. */
  private Expression partner(Expression a) {
    List<Expression> fitting =
        pool.stream()
            .filter(e -> e != a && (e.shape().isScalar() || e.shape().equals(a.shape())))
            .toList();
    int kind = random.nextInt(6);
    if (kind == 0 || fitting.isEmpty()) {
      return Expression.constant(number(-1.5, 1.5));
    }
    if (kind == 1 && isFixedVector(a)) {
      return Expression.parameter(numbers(a.length().offset()));
    }
    return functions.pick(fitting);
  }

  private Expression window(Expression a) {
    Dim length = a.length();
    // A vector of free length has three entries or more in the shortest row, less what is off.
    int available = length.free() ? 3 + length.offset() : length.offset();
    if (available < 2) {
      return functions.plain(a);
    }
    int count = 1 + random.nextInt(available - 1);
    return switch (random.nextInt(5)) {
      case 0 -> a.first(count);
      case 1 -> a.last(count);
      case 2 -> a.dropFirst(count);
      case 3 -> a.dropLast(count);
      default -> a.get(count);
    };
  }

  private Expression layer(Expression a) {
    if (!isFixedVector(a)) {
      return functions.damped(a);
    }
    int inputs = a.length().offset();
    int outputs = random.nextInt(3) == 0 ? inputs : 1 + random.nextInt(LONGEST_HIDDEN_LAYER);
    double[][] weights = new double[outputs][];
    for (int i = 0; i < outputs; i++) {
      weights[i] = random.doubles(inputs, -1, 1).map(w -> w / Math.sqrt(inputs)).toArray();
    }
    Matrix matrix = Matrix.of(weights);
    return random.nextBoolean() ? a.linear(matrix) : a.affine(matrix, numbers(outputs));
  }

  private Expression stacked() {
    List<Expression> scalars =
        IntStream.range(0, 1 + random.nextInt(4))
            .mapToObj(i -> scalar(random.nextInt(3) == 0 ? recent() : vector()))
            .toList();
    Expression stack = Expression.stack(scalars);
    return random.nextInt(3) == 0
        ? Expression.stack(scalars.stream().map(Expression::asTerm).toList()).logSumExp()
        : stack;
  }

  private Expression vectorOfVector(Expression a) {
    Dim longer = a.length().plus(random.nextInt(3));
    Dim start = Dim.of(random.nextInt(longer.offset() - a.length().offset() + 1));
    return switch (random.nextInt(6)) {
      case 0 -> a.softmax();
      case 1 -> a.largestMask().times(a);
      case 2 -> a.pad(start, longer);
      case 3 -> functions.reduced(a).broadcast(a.length());
      case 4 -> a.dividedBy(a.norm().max(Expression.constant(1e-3)));
      default -> a.minus(a.logSumExp()).times(0.2);
    };
  }

  private static boolean isFixedVector(Expression a) {
    return !a.shape().isScalar() && !a.length().free();
  }

  private double number(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private double[] numbers(int count) {
    return random.doubles(count, -1.2, 1.2).toArray();
  }
}
