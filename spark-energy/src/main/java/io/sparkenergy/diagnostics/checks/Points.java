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

import io.sparkenergy.backend.Backend;
import io.sparkenergy.backend.BatchSize;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.catalyst.ModelEvaluator;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.model.EnergyModel;
import java.util.Arrays;
import java.util.Set;

/** Evaluates points that stand in an array, one after the other. */
final class Points {
  /** What was computed: scores have no length where they were not asked for. */
  static final class Results {
    private final double[] energies;
    private final double[] scores;

    Results(double[] energies, double[] scores) {
      this.energies = energies;
      this.scores = scores;
    }

    double[] energies() {
      return energies;
    }

    double[] scores() {
      return scores;
    }

    /** ‖s‖ of a point; NaN where there are no scores. */
    double norm(int point) {
      if (scores.length == 0) {
        return Double.NaN;
      }
      int d = scores.length / energies.length;
      double squares = 0;
      for (int i = point * d; i < (point + 1) * d; i++) {
        squares += scores[i] * scores[i];
      }
      return Math.sqrt(squares);
    }
  }

  private final EnergyModel model;
  private final EvaluationSettings settings;
  private final Set<Quantity> quantities;

  Points(EnergyModel model, EvaluationSettings settings, Set<Quantity> quantities) {
    this.model = model;
    this.settings = settings;
    this.quantities = quantities;
  }

  Points energiesOnly() {
    return new Points(model, settings, Set.of(Quantity.ENERGY));
  }

  Points in(Precision precision) {
    return new Points(model, settings.with(precision), quantities);
  }

  Points by(Backend backend) {
    return new Points(model, settings.by(backend), quantities);
  }

  /** At most so many rows a batch. */
  Points rows(int most) {
    return new Points(model, settings.rows(most), quantities);
  }

  /** Evaluates n points of d entries. */
  Results evaluate(double[] points, int n, int d) {
    double[] energies = new double[n];
    double[] scores = new double[quantities.contains(Quantity.SCORE) ? n * d : 0];
    try (ModelEvaluator evaluator = new ModelEvaluator(model, quantities, settings, "x")) {
      BatchSize size = settings.size();
      for (int done = 0; done < n; ) {
        var batch = evaluator.batch(d, Math.min(n, size.maxRows()));
        int count = Math.min(n - done, batch.maxRows());
        System.arraycopy(points, done * d, batch.features(), 0, count * d);
        evaluator.evaluate(count);
        System.arraycopy(batch.energies(), 0, energies, done, count);
        if (scores.length > 0) {
          System.arraycopy(batch.scores(), 0, scores, done * d, count * d);
        }
        done += count;
      }
    }
    return new Results(energies, scores);
  }

  /** Rows one after the other. */
  static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
