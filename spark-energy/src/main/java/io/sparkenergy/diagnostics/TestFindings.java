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
package io.sparkenergy.diagnostics;

import io.sparkenergy.catalyst.ModelEvaluator;
import io.sparkenergy.conf.EvaluationSettings;
import io.sparkenergy.diagnostics.checks.DirectionalDifferences;
import io.sparkenergy.diagnostics.checks.KeptRow;
import io.sparkenergy.diagnostics.checks.RowHash;
import io.sparkenergy.diagnostics.pass.BatchedPass;
import io.sparkenergy.diagnostics.pass.EvaluatedRows;
import io.sparkenergy.diagnostics.pass.RowPlace;
import io.sparkenergy.diagnostics.pass.RowSink;
import io.sparkenergy.diagnostics.pass.WorstRows;
import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.diagnostics.statistics.Distribution;
import io.sparkenergy.energy.Quantity;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.model.EnergyModel;
import io.sparkenergy.numerics.RunningDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a test has found on the rows so far; one a partition, merged into one. */
final class TestFindings implements RowSink {
  private static final long serialVersionUID = 1L;

  /** The most bytes of rows that a partition keeps for its part of the sample. */
  private static final int SAMPLE_BYTES = 1 << 20;

  /** What a partition needs to evaluate; it does not travel back with what was found. */
  private final transient EnergyModel model;

  private final transient EvaluationSettings settings;
  private transient ModelEvaluator energiesAlone;

  private final RunningDistribution energies = new RunningDistribution();
  private final RunningDistribution scores = new RunningDistribution();
  private final RunningDistribution norms = new RunningDistribution();
  private final DirectionalDifferences differences;
  private final WorstRows<KeptRow> sample;
  private final int sampleRows;
  private final FoundRows misfits;
  private final FoundRows notShaped;
  private final FoundRows notNumbers;
  private long rows;
  private long evaluated;

  TestFindings(EnergyTestOptions options, EnergyModel model, EvaluationSettings settings) {
    this.model = model;
    this.settings = settings;
    this.differences = new DirectionalDifferences(options.bounds().difference());
    this.sample = new WorstRows<>(options.sampleRows());
    this.sampleRows = options.sampleRows();
    int named = options.data().namedRows();
    this.misfits = new FoundRows(named);
    this.notShaped = new FoundRows(named);
    this.notNumbers = new FoundRows(named);
  }

  long evaluated() {
    return evaluated;
  }

  /** A sample that depends on what rows hold alone: those of the least hashes. */
  List<KeptRow> sample() {
    return sample.rows();
  }

  DirectionalDifferences differences() {
    return differences;
  }

  @Override
  public void refused(WarningKind kind, RowPlace place, String detail) {
    rows++;
    if (kind != WarningKind.NULL_FEATURES) {
      misfits.add(place, detail);
    }
  }

  @Override
  public void failed(EvaluatedRows batch, EnergyException failure) {
    rows += batch.count();
    for (int row = 0; row < batch.count(); row++) {
      notShaped.add(batch.place(row), failure.getMessage());
    }
  }

  @Override
  public void evaluated(EvaluatedRows batch) {
    int n = batch.count();
    int d = batch.dimension();
    rows += n;
    evaluated += n;
    energies.add(batch.energies(), n);
    if (batch.hasScores()) {
      scores.add(batch.scores(), n * d);
      differences.add(batch, energiesAlone());
    }
    for (int row = 0; row < n; row++) {
      if (batch.hasScores()) {
        norms.add(batch.scoreNorm(row));
      }
      lookForNaN(batch, row);
      keep(batch, row);
    }
  }

  private void lookForNaN(EvaluatedRows batch, int row) {
    if (Double.isNaN(batch.energies()[row])) {
      notNumbers.add(0, batch, row, () -> "energy is NaN");
    } else if (batch.hasScores()) {
      int d = batch.dimension();
      for (int i = 0; i < d; i++) {
        if (Double.isNaN(batch.scores()[row * d + i])) {
          int place = i;
          notNumbers.add(0, batch, row, () -> "score entry " + place + " is NaN");
          return;
        }
      }
    }
  }

  private void keep(EvaluatedRows batch, int row) {
    int d = batch.dimension();
    int most = Math.max(1, Math.min(sampleRows, SAMPLE_BYTES / (Double.BYTES * d)));
    double rank = RowHash.uniform(RowHash.of(batch.features(), row * d, d));
    sample.shrink(most);
    if (sample.admits(-rank, batch.partition(), batch.position(row))) {
      KeptRow kept = new KeptRow(batch.place(row), batch.features(row));
      sample.add(-rank, batch.partition(), batch.position(row), kept);
    }
  }

  private ModelEvaluator energiesAlone() {
    if (energiesAlone == null) {
      energiesAlone = new ModelEvaluator(model, Set.of(Quantity.ENERGY), settings, "x");
      BatchedPass.closeWithTask(energiesAlone);
    }
    return energiesAlone;
  }

  TestFindings merge(TestFindings other) {
    rows += other.rows;
    evaluated += other.evaluated;
    energies.merge(other.energies);
    scores.merge(other.scores);
    norms.merge(other.norms);
    differences.merge(other.differences);
    sample.merge(other.sample);
    misfits.merge(other.misfits);
    notShaped.merge(other.notShaped);
    notNumbers.merge(other.notNumbers);
    return this;
  }

  EnergyTestReport report(String energy, String source, List<Check> ofSample) {
    List<Check> checks = new ArrayList<>();
    if (rows > 0) {
      checks.add(none("features", misfits, "rows whose features do not fit or hold a null"));
      checks.add(
          none("shapes", notShaped, "rows whose results have not the shapes (n) and (n, d)"));
      checks.add(none("numbers", notNumbers, "rows of NaN in energy or score"));
    }
    checks.addAll(ofSample);
    return new EnergyTestReport(
        energy,
        source,
        rows,
        evaluated,
        checks,
        Distribution.of(energies),
        Distribution.of(scores),
        Distribution.of(norms));
  }

  private static Check none(String name, FoundRows found, String what) {
    return Check.of(name, (double) found.count(), 0, what, found.rows());
  }
}
