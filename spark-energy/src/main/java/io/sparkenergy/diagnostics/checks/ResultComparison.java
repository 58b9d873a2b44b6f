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
package io.sparkenergy.diagnostics.checks;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Energies and scores of the same rows from two ways of computing them. */
final class ResultComparison {
  private final List<KeptRow> rows;
  private final Points.Results reference;
  private final int d;
  private final double meanEnergy;
  private final double meanScore;

  ResultComparison(List<KeptRow> rows, Points.Results reference) {
    this.rows = rows;
    this.reference = reference;
    this.d = rows.get(0).features().length;
    this.meanEnergy = mean(DoubleStream.of(reference.energies()).map(Math::abs));
    this.meanScore =
        mean(
            IntStream.range(0, reference.scores().length == 0 ? 0 : rows.size())
                .mapToDouble(this::scoreSize));
  }

  private static double mean(DoubleStream sizes) {
    return sizes.filter(Double::isFinite).average().orElse(0);
  }

  /**
   * Adds how far apart each row's results are.
   *
   * @param ofInput whether the rounding of x itself, Σ |xᵢ sᵢ|, counts to an energy's size
   */
  void compare(Points.Results other, String way, boolean ofInput, RowFigures figures) {
    for (int row = 0; row < rows.size(); row++) {
      double energy = reference.energies()[row];
      double size = Math.max(Math.abs(energy), meanEnergy) + (ofInput ? ofInput(row) : 0);
      double energies =
          relative(energy - other.energies()[row], size, energy, other.energies()[row]);
      double scores = 0;
      for (int i = row * d; i < (row + 1) * d && i < reference.scores().length; i++) {
        double a = reference.scores()[i];
        double b = other.scores()[i];
        scores = worse(scores, relative(a - b, Math.max(scoreSize(row), meanScore), a, b));
      }
      String detail =
          energies >= scores
              ? "energy %s, %s %s".formatted(energy, way, other.energies()[row])
              : "score, %s, apart by %.3g of its size".formatted(way, scores);
      double norm = reference.norm(row);
      figures.add(rows.get(row), energy, norm, worse(energies, scores), detail);
    }
  }

  private static double worse(double a, double b) {
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
  }

  /** What is equal is not apart, NaN and infinities too; else one that is no number is far. */
  private static double relative(double difference, double size, double a, double b) {
    if (Double.compare(a, b) == 0 || a == b) {
      return 0;
    }
    return Double.isFinite(a) && Double.isFinite(b)
        ? Math.abs(difference) / size
        : Double.POSITIVE_INFINITY;
  }

  private double scoreSize(int row) {
    double largest = 0;
    for (int i = row * d; i < (row + 1) * d; i++) {
      largest = Math.max(largest, Math.abs(reference.scores()[i]));
    }
    return largest;
  }

  private double ofInput(int row) {
    double sum = 0;
    for (int i = 0; i < d && reference.scores().length > 0; i++) {
      sum += Math.abs(rows.get(row).features()[i] * reference.scores()[row * d + i]);
    }
    return sum;
  }
}
