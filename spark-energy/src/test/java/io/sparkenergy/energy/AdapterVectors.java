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
package io.sparkenergy.energy;

import static io.sparkenergy.energy.Decimals.divide;
import static io.sparkenergy.energy.Decimals.exact;
import static io.sparkenergy.energy.Decimals.exp;
import static io.sparkenergy.energy.Decimals.log;
import static io.sparkenergy.energy.Decimals.sqrt;
import static io.sparkenergy.energy.Decimals.square;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes {@code vectors-adapters.jsonl}: energies of adapted energies at 110 digits, written down
 * from their formulas, and scores from central differences of those with a step of 1e-30, good to
 * some 50 digits. Nothing of the library takes part.
 */
final class AdapterVectors {
  private static final BigDecimal STEP = BigDecimal.ONE.movePointLeft(30);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** An energy at 110 digits. */
  private interface Energy {
    BigDecimal at(BigDecimal... x);
  }

  /** A score at 110 digits. */
  private interface Score {
    BigDecimal[] at(BigDecimal... x);
  }

  private final List<String> lines = new ArrayList<>();

  private AdapterVectors() {}

  /** Writes the file; run from the directory spark-energy. */
  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of("src/test/resources/vectors-adapters.jsonl"), lines());
  }

  static List<String> lines() {
    AdapterVectors vectors = new AdapterVectors();
    vectors.tempered();
    vectors.capped();
    vectors.clipped();
    vectors.standardized();
    vectors.bounded();
    vectors.unbounded();
    vectors.interpolated();
    return vectors.lines;
  }

  private static final String HARMONIC = "{'type':'harmonic','k':2.5}";
  private static final String WELL = "{'type':'double_well','a':0.75,'b':1.5}";
  private static final String GAUSSIAN =
      "{'type':'gaussian','mean':[0.3,-0.2],'cov':[[1.3,0.4],[0.4,2.0]]}";

  private static BigDecimal harmonic(BigDecimal... x) {
    return sum(x, (i, v) -> square(v)).multiply(exact(1.25));
  }

  private static BigDecimal well(BigDecimal... x) {
    return sum(x, (i, v) -> square(square(v).subtract(exact(1.5)))).multiply(exact(0.75));
  }

  /** By the inverse of a matrix of two rows: [[c, -b], [-b, a]] / (a c - b²). */
  private static BigDecimal gaussian(BigDecimal... x) {
    BigDecimal u = x[0].subtract(exact(0.3));
    BigDecimal v = x[1].subtract(exact(-0.2));
    BigDecimal a = exact(1.3);
    BigDecimal b = exact(0.4);
    BigDecimal c = exact(2.0);
    BigDecimal form =
        c.multiply(square(u))
            .subtract(b.multiply(u).multiply(v).multiply(exact(2)))
            .add(a.multiply(square(v)));
    return divide(form, a.multiply(c).subtract(square(b)).multiply(exact(2)));
  }

  private void tempered() {
    String spec = "{'type':'tempered','base':%s,'beta':0.3}".formatted(GAUSSIAN);
    add("tempered", spec, x -> gaussian(x).multiply(exact(0.3)), POINTS);
  }

  private void capped() {
    String spec = "{'type':'capped','base':%s,'cap':2.5}".formatted(WELL);
    Energy energy = x -> well(x).min(exact(2.5));
    Score base = differences(AdapterVectors::well);
    Score score = x -> well(x).compareTo(exact(2.5)) <= 0 ? base.at(x) : zeros(x.length);
    add("capped", spec, energy, score, points(POINTS, new double[] {1e200, -3}));
    // At x = (1, 1), ½ 2.5 (1 + 1) is the cap: the base comes first.
    add(
        "capped_at_the_tie",
        "{'type':'capped','base':%s,'cap':2.5}".formatted(HARMONIC),
        x -> harmonic(x).min(exact(2.5)),
        x -> scaled(x, exact(-2.5)),
        new double[][] {{1, 1}, {-1, 1}, {0, 0}, {0.5, 1}});
    for (double softness : new double[] {0.25, 1}) {
      BigDecimal s = exact(softness);
      BigDecimal limit = exp(divide(exact(-2.5), s));
      String soft = "{'type':'capped','base':%s,'cap':2.5,'softness':%s}";
      add(
          "capped_softly_" + softness,
          soft.formatted(HARMONIC, softness),
          x -> log(exp(divide(harmonic(x).negate(), s)).add(limit)).multiply(s).negate(),
          points(POINTS, new double[][] {{1, 1}, {30, -30}, {1e-9, 0}, {-400, 3}}));
    }
  }

  private void clipped() {
    String spec = "{'type':'score_clipped','base':%s,'max_norm':1.75}";
    Score well = shortened(differences(AdapterVectors::well), 1.75);
    Score harmonic = shortened(x -> scaled(x, exact(-2.5)), 1.75);
    double[][] far = {{0, 0}, {1e8, -1e7}, {1e-200, 0}, {0.7, 0}};
    add("score_clipped", spec.formatted(WELL), AdapterVectors::well, well, points(POINTS, far));
    // The norm of the base's score is 1.75 at (0.42, 0.56), and overflows when squared at 1e160.
    double[][] ends = {{0.42, 0.56}, {0, 0}, {1e150, 1e150}, {-3, 4}, {0.1, -0.2}};
    add("score_clipped_far", spec.formatted(HARMONIC), AdapterVectors::harmonic, harmonic, ends);
    add(
        "tempered_score_clipped",
        "{'type':'tempered','beta':3.0,'base':%s}".formatted(spec.formatted(WELL)),
        x -> well(x).multiply(exact(3)),
        x -> scaled(well.at(x), exact(3)),
        POINTS);
    add(
        "standardized_score_clipped",
        "{'type':'standardized','mean':[0.0,0.0],'scale':[0.5,4.0],'base':%s}"
            .formatted(spec.formatted(WELL)),
        x -> well(times(x, 2, 0.25)).add(log(exact(2))),
        x -> times(well.at(times(x, 2, 0.25)), 2, 0.25),
        POINTS);
    Score gaussian = differences(AdapterVectors::gaussian);
    add(
        "sum_with_score_clipped",
        "{'type':'composite','components':[%s,%s],'weights':[1.0,0.5]}"
            .formatted(GAUSSIAN, spec.formatted(WELL)),
        x -> gaussian(x).add(well(x).multiply(HALF)),
        x -> plus(gaussian.at(x), scaled(well.at(x), HALF)),
        POINTS);
  }

  private void standardized() {
    String fields = "'base':%s,'mean':[0.2,-0.4],'scale':[0.8,1e-3]".formatted(WELL);
    Energy base = x -> well(divided(minus(x, 0.2, -0.4), 0.8, 1e-3));
    BigDecimal logScales = log(exact(0.8).multiply(exact(1e-3)));
    double[][] near = {{0.2, -0.4}, {1, -0.399}, {-0.7, -0.4015}, {3, -0.398}, {0.2, 7}};
    add(
        "standardized",
        "{'type':'standardized',%s}".formatted(fields),
        x -> base.at(x).add(logScales),
        near);
    add(
        "standardized_without_log_determinant",
        "{'type':'standardized',%s,'log_determinant':false}".formatted(fields),
        base,
        near);

    String cov = "'base':%s,'mean':[0.2,-0.4],'cov':[[1.3,0.4],[0.4,2.0]]".formatted(WELL);
    BigDecimal l11 = sqrt(exact(1.3));
    BigDecimal l21 = divide(exact(0.4), l11);
    BigDecimal l22 = sqrt(exact(2.0).subtract(square(l21)));
    Energy white =
        x -> {
          BigDecimal[] centred = minus(x, 0.2, -0.4);
          BigDecimal first = divide(centred[0], l11);
          return well(first, divide(centred[1].subtract(l21.multiply(first)), l22));
        };
    add(
        "whitened",
        "{'type':'whitened',%s}".formatted(cov),
        x -> white.at(x).add(log(l11.multiply(l22))),
        POINTS);
    add(
        "whitened_without_log_determinant",
        "{'type':'whitened',%s,'log_determinant':false}".formatted(cov),
        white,
        POINTS);
  }

  /** Between -1 and 2, above 0.5, below 3, and open. */
  private static final String BOX =
      "'lower':[-1.0,0.5,null,null],'upper':[2.0,null,3.0,null],'base':%s";

  private void bounded() {
    BigDecimal one = exact(1);
    Energy energy =
        x -> {
          BigDecimal left = x[0].add(one);
          BigDecimal right = exact(2).subtract(x[0]);
          BigDecimal above = x[1].subtract(HALF);
          BigDecimal below = exact(3).subtract(x[2]);
          BigDecimal jacobian = divide(exact(3), left.multiply(right).multiply(above));
          return well(log(divide(left, right)), log(above), log(below).negate(), x[3])
              .subtract(log(divide(jacobian, below)));
        };
    double[][] points = {
      {0.5, 1.5, 2, 0},
      {0.1, 0.75, -4, 1.3},
      {1.9, 2.25, 2.75, -0.7},
      {-0x1.fffffffffffffp-1, 0.5 + 0x1p-53, 3 - 0x1p-51, 1},
      {2 - 0x1p-52, 1e6, -1e12, -2},
      {-1 + 1e-10, 1e300, 2.9999, 50},
      {0.5, 1.5, 2, 1e-300},
    };
    add("bounded", "{'type':'bounded',%s}".formatted(BOX.formatted(WELL)), energy, points);
    add(
        "bounded_unit",
        "{'type':'bounded','lower':[0.0,0.0],'upper':[1.0,1.0],'base':%s}".formatted(HARMONIC),
        x ->
            harmonic(logit(x[0]), logit(x[1]))
                .add(log(x[0].multiply(one.subtract(x[0]))))
                .add(log(x[1].multiply(one.subtract(x[1])))),
        new double[][] {
          {0.5, 0.5}, {0.25, 0.875}, {1e-300, 0.5}, {1e-303, 1 - 0x1p-53}, {1e-8, 0.3}
        });
  }

  private static BigDecimal logit(BigDecimal p) {
    return log(divide(p, exact(1).subtract(p)));
  }

  private static BigDecimal sigmoid(BigDecimal y) {
    return divide(exact(1), exact(1).add(exp(y.negate())));
  }

  private void unbounded() {
    Energy energy =
        y -> {
          BigDecimal width = exact(3).multiply(sigmoid(y[0]));
          BigDecimal above = exp(y[1]);
          BigDecimal below = exp(y[2].negate());
          BigDecimal jacobian = width.multiply(sigmoid(y[0].negate())).multiply(above);
          return well(width.subtract(exact(1)), HALF.add(above), exact(3).subtract(below), y[3])
              .subtract(log(jacobian.multiply(below)));
        };
    double[][] points = {
      {0, 0, 0, 0},
      {0.3, -1.2, 0.8, 1.1},
      {-2.5, 0.7, -1.4, -0.2},
      {40, -40, 40, 1},
      {-700, -700, 700, 0.5},
      {700, 12, -15, -3},
      {1e-9, 1e-9, -1e-9, 0},
    };
    add("unbounded", "{'type':'unbounded',%s}".formatted(BOX.formatted(WELL)), energy, points);
    add(
        "unbounded_unit",
        "{'type':'unbounded','lower':[0.0,0.0],'upper':[1.0,1.0],'base':%s}".formatted(HARMONIC),
        y ->
            harmonic(sigmoid(y[0]), sigmoid(y[1]))
                .subtract(log(sigmoid(y[0]).multiply(sigmoid(y[0].negate()))))
                .subtract(log(sigmoid(y[1]).multiply(sigmoid(y[1].negate())))),
        new double[][] {{0, 0}, {1, -2}, {30, -30}, {-745, 500}, {1e-12, 5}});
  }

  private void interpolated() {
    String spec = "{'type':'interpolated','start':%s,'end':%s,'t':%s}";
    for (double t : new double[] {0, 0.25, 0.9, 1}) {
      add(
          "interpolated_" + t,
          spec.formatted(GAUSSIAN, WELL, t),
          x -> gaussian(x).multiply(exact(1).subtract(exact(t))).add(well(x).multiply(exact(t))),
          points(POINTS, new double[] {1e10, -1e10}));
    }
  }

  private static final double[][] POINTS = {
    {0.3, -0.2}, {-1.279, 0.848}, {1.05, -1.31}, {2.5, 3.25}, {-0.001, 0.02}, {12, -40}
  };

  private static double[][] points(double[][] points, double[]... more) {
    List<double[]> all = new ArrayList<>(List.of(points));
    all.addAll(List.of(more));
    return all.toArray(double[][]::new);
  }

  private interface Term {
    BigDecimal of(int index, BigDecimal value);
  }

  private static BigDecimal sum(BigDecimal[] x, Term term) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < x.length; i++) {
      sum = sum.add(term.of(i, x[i]));
    }
    return sum;
  }

  private static BigDecimal[] map(BigDecimal[] x, Term term) {
    BigDecimal[] mapped = new BigDecimal[x.length];
    Arrays.setAll(mapped, i -> term.of(i, x[i]));
    return mapped;
  }

  private static BigDecimal[] minus(BigDecimal[] x, double... y) {
    return map(x, (i, v) -> v.subtract(exact(y[i])));
  }

  private static BigDecimal[] divided(BigDecimal[] x, double... y) {
    return map(x, (i, v) -> divide(v, exact(y[i])));
  }

  private static BigDecimal[] times(BigDecimal[] x, double... y) {
    return map(x, (i, v) -> v.multiply(exact(y[i])));
  }

  private static BigDecimal[] scaled(BigDecimal[] x, BigDecimal factor) {
    return map(x, (i, v) -> v.multiply(factor));
  }

  private static BigDecimal[] plus(BigDecimal[] x, BigDecimal... y) {
    return map(x, (i, v) -> v.add(y[i]));
  }

  private static BigDecimal[] zeros(int length) {
    BigDecimal[] zeros = new BigDecimal[length];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }

  /** s min(1, maxNorm / ‖s‖). */
  private static Score shortened(Score score, double maxNorm) {
    return x -> {
      BigDecimal[] s = score.at(x);
      BigDecimal norm = sqrt(sum(s, (i, v) -> square(v)));
      boolean tooLong = norm.compareTo(exact(maxNorm)) > 0;
      return tooLong ? scaled(s, divide(exact(maxNorm), norm)) : s;
    };
  }

  /** The step is relative, for entries near a bound: it must stay inside. */
  private static Score differences(Energy energy) {
    return x ->
        map(
            x,
            (i, v) -> {
              BigDecimal[] above = x.clone();
              BigDecimal[] below = x.clone();
              BigDecimal step = v.signum() == 0 ? STEP : v.abs().multiply(STEP);
              above[i] = v.add(step);
              below[i] = v.subtract(step);
              BigDecimal rise = energy.at(above).subtract(energy.at(below));
              return divide(rise, step.add(step)).negate();
            });
  }

  private void add(String name, String spec, Energy energy, double[]... points) {
    add(name, spec, energy, differences(energy), points);
  }

  private void add(String name, String spec, Energy energy, Score score, double[]... points) {
    List<String> x = new ArrayList<>();
    List<String> energies = new ArrayList<>();
    List<String> scores = new ArrayList<>();
    for (double[] point : points) {
      x.add(Arrays.toString(point));
      energies.add(Double.toString(energy.at(exact(point)).doubleValue()));
      scores.add(
          Arrays.stream(score.at(exact(point)))
              .map(entry -> Double.toString(entry.doubleValue()))
              .toList()
              .toString());
    }
    lines.add(
        "{'name': '%s', 'spec': %s, 'x': %s, 'energy': %s, 'score': %s, 'tol': %s}"
            .formatted(name, spec, x, energies, scores, TOLERANCE)
            .replace('\'', '"'));
  }

  private static final String TOLERANCE =
      "{'energy': {'atol': 1e-12, 'rtol': 1e-13}, 'score': {'atol': 1e-12, 'rtol': 1e-12}}";
}
