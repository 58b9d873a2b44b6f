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
import io.sparkenergy.backend.Backends;
import io.sparkenergy.backend.Precision;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.model.EnergyModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The checks that take a sample of rows, made by a task, where the backends are that evaluate.
 *
 * @param settings in float64
 * @param noScore why the energy gives no score; empty if it does
 * @param sample rows, of any dimensions that fit
 * @param differences what differences over all rows found
 * @param coordinates the most coordinates of a row that are looked along
 * @param named the most rows that a check names
 */
public record SampleChecks(
    EnergyModel model,
    EvaluationSettings settings,
    String noScore,
    List<KeptRow> sample,
    DirectionalDifferences differences,
    CheckBounds bounds,
    int coordinates,
    int named)
    implements Serializable {
  static final String INVARIANCE = "batch_invariance";
  static final String PRECISION = "float32";
  static final String BACKENDS = "backends";
  static final String SYMMETRY = "hessian_symmetry";

  /** Rows of one dimension, with what the configured backend says of them. */
  private record Group(List<KeptRow> rows, int d, Points.Results results, ResultComparison to) {
    /** The rows, one after the other. */
    double[] points() {
      return Points.flat(rows.stream().map(KeptRow::features).toArray(double[][]::new));
    }
  }

  /** Makes the checks, in the order of the report. */
  public List<Check> run() {
    List<Group> groups = groups();
    List<Check> checks = new ArrayList<>();
    if (noScore.isEmpty()) {
      ScoreChecks scores = new ScoreChecks(points(), bounds.difference(), named);
      checks.add(scores.alongDirection(differences));
      checks.add(scores.byCoordinate(sample, coordinates));
    } else {
      checks.add(Check.notApplicable(ScoreChecks.DIRECTION, noScore));
      checks.add(Check.notApplicable(ScoreChecks.COORDINATE, noScore));
    }
    checks.add(invariance(groups));
    checks.add(precision(groups));
    checks.add(backends(groups));
    checks.add(symmetry(groups));
    return checks;
  }

  private Points points() {
    return new Points(
        model,
        settings,
        noScore.isEmpty() ? Set.of(Quantity.ENERGY, Quantity.SCORE) : Set.of(Quantity.ENERGY));
  }

  private List<Group> groups() {
    TreeMap<Integer, List<KeptRow>> byDimension =
        sample.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.features().length, TreeMap::new, Collectors.toList()));
    return byDimension.entrySet().stream()
        .map(entry -> group(entry.getValue(), entry.getKey()))
        .toList();
  }

  private Group group(List<KeptRow> rows, int d) {
    double[] points = Points.flat(rows.stream().map(KeptRow::features).toArray(double[][]::new));
    Points.Results results = points().evaluate(points, rows.size(), d);
    return new Group(rows, d, results, new ResultComparison(rows, results));
  }

  /** Every row alone, and all of them in the other order, against all in order. */
  private Check invariance(List<Group> groups) {
    RowFigures figures = new RowFigures(INVARIANCE, bounds.invariance(), named);
    for (Group group : groups) {
      int n = group.rows().size();
      Points.Results alone = points().rows(1).evaluate(group.points(), n, group.d());
      group.to().compare(alone, "alone", false, figures);
      double[] turned = reversed(group.points(), n, group.d());
      Points.Results other = points().evaluate(turned, n, group.d());
      Points.Results back =
          new Points.Results(
              reversed(other.energies(), n, 1),
              reversed(other.scores(), n, other.scores().length / n));
      group.to().compare(back, "in another order", false, figures);
    }
    return figures.check(
        sample.size()
            + " rows alone and in batches of either order, backend "
            + settings.backend());
  }

  private static double[] reversed(double[] rows, int n, int d) {
    double[] reversed = new double[n * d];
    for (int row = 0; row < n; row++) {
      System.arraycopy(rows, row * d, reversed, (n - 1 - row) * d, d);
    }
    return reversed;
  }

  private Check precision(List<Group> groups) {
    RowFigures figures = new RowFigures(PRECISION, bounds.precision(), named);
    try {
      for (Group group : groups) {
        Points.Results floats =
            points().in(Precision.FLOAT).evaluate(group.points(), group.rows().size(), group.d());
        group.to().compare(floats, "in float32", true, figures);
      }
    } catch (EnergyException e) {
      return notAvailable(PRECISION, e);
    }
    return figures.check(sample.size() + " rows in float32 and in float64");
  }

  private Check backends(List<Group> groups) {
    EnergyFunction energy = model.energy();
    RowFigures figures = new RowFigures(BACKENDS, bounds.backend(), named);
    List<String> compared = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (String name : Backends.names()) {
      Backend backend = Backends.find(name);
      if (name.equals(settings.backend()) || !backend.automatic() || !backend.supports(energy)) {
        continue;
      }
      try {
        for (Group group : groups) {
          Points.Results others =
              points().by(backend).evaluate(group.points(), group.rows().size(), group.d());
          group.to().compare(others, "by " + name, false, figures);
        }
        compared.add(name);
      } catch (EnergyException e) {
        absent.add(notAvailable(name, e).detail());
      }
    }
    if (compared.isEmpty()) {
      String reason = "no backend but " + settings.backend() + " can evaluate this energy here";
      return Check.notApplicable(
          BACKENDS, absent.isEmpty() ? reason : reason + ": " + String.join("; ", absent));
    }
    return figures.check(
        "%d rows by %s and by %s"
            .formatted(sample.size(), settings.backend(), String.join(", ", compared)));
  }

  private Check symmetry(List<Group> groups) {
    RowFigures figures = new RowFigures(SYMMETRY, bounds.symmetry(), named);
    int skipped = 0;
    try {
      for (Group group : groups) {
        skipped += symmetry(group, figures);
      }
    } catch (EnergyException e) {
      if (e.condition() == ErrorCondition.NO_GRADIENT) {
        return Check.notApplicable(SYMMETRY, e.getMessage());
      }
      throw e;
    }
    if (figures.seen() == 0) {
      return Check.notApplicable(SYMMETRY, "no row with finite second derivatives");
    }
    return figures.check(
        "%d rows, u'Hv and v'Hu of directions of signs%s"
            .formatted(figures.seen(), skipped > 0 ? "; " + skipped + " not finite" : ""));
  }

  /** Adds a group's rows; gives how many have second derivatives that are not finite. */
  private int symmetry(Group group, RowFigures figures) {
    int n = group.rows().size();
    int d = group.d();
    double[][] u = new double[n][];
    double[][] v = new double[n][];
    for (int row = 0; row < n; row++) {
      long hash = RowHash.of(group.rows().get(row).features(), 0, d);
      u[row] = RowHash.direction(hash, d);
      v[row] = RowHash.direction(~hash, d);
    }
    INDArray x = Nd4j.create(group.points(), new long[] {n, d});
    double[][] hu = model.energy().hessianVectorProduct(x, Nd4j.create(u)).toDoubleMatrix();
    double[][] hv = model.energy().hessianVectorProduct(x, Nd4j.create(v)).toDoubleMatrix();
    int skipped = 0;
    for (int row = 0; row < n; row++) {
      double one = dot(u[row], hv[row]);
      double other = dot(v[row], hu[row]);
      double size =
          Math.sqrt(d) * (Math.sqrt(dot(hv[row], hv[row])) + Math.sqrt(dot(hu[row], hu[row])));
      if (!Double.isFinite(size)) {
        skipped++;
        continue;
      }
      double norm = group.results().norm(row);
      figures.add(
          group.rows().get(row),
          group.results().energies()[row],
          norm,
          one == other ? 0 : Math.abs(one - other) / size,
          "u'Hv = " + one + ", v'Hu = " + other);
    }
    return skipped;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** What a backend does not offer is no failure of the energy's; all else is thrown. */
  private static Check notAvailable(String name, EnergyException e) {
    if (e.condition() == ErrorCondition.BACKEND_UNAVAILABLE
        || e.condition() == ErrorCondition.UNSUPPORTED_BY_BACKEND) {
      return Check.notApplicable(name, e.getMessage());
    }
    throw e;
  }
}
