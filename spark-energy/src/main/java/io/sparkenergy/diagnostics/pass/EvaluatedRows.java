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
package io.sparkenergy.diagnostics.pass;

import io.sparkenergy.backend.Batch;
import io.sparkenergy.diagnostics.report.OffendingRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A batch whose rows all have the same dimension, with their results; gone with the next batch. */
public final class EvaluatedRows {
  private final int partition;
  private final Batch batch;
  private final long[] positions;
  private final String[] ids;
  private final int count;

  EvaluatedRows(int partition, Batch batch, long[] positions, String[] ids, int count) {
    this.partition = partition;
    this.batch = batch;
    this.positions = positions;
    this.ids = ids;
    this.count = count;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  public int dimension() {
    return batch.dimension();
  }

  /** The rows, one after the other; longer than they are. */
  public double[] features() {
    return batch.features();
  }

  /** The features of a row, to keep. */
  public double[] features(int row) {
    return Arrays.copyOfRange(batch.features(), row * dimension(), (row + 1) * dimension());
  }

  public double[] energies() {
    return batch.energies();
  }

  /** The scores, one after the other; of no length where none were asked for. */
  public double[] scores() {
    return batch.scores();
  }

  /** Whether there are scores. */
  public boolean hasScores() {
    return batch.scores().length > 0;
  }

  /** ‖s‖ of a row; NaN where there are no scores. */
  public double scoreNorm(int row) {
    return hasScores() ? norm(batch.scores(), row * dimension(), dimension()) : Double.NaN;
  }

  /** The Euclidean norm, also where squares overflow. */
  static double norm(double[] values, int from, int length) {
    double squares = 0;
    for (int i = from; i < from + length; i++) {
      squares += values[i] * values[i];
    }
    if (squares < Double.POSITIVE_INFINITY && squares > Double.MIN_NORMAL) {
      return Math.sqrt(squares);
    }
    double greatest = 0;
    for (int i = from; i < from + length; i++) {
      greatest = Math.max(greatest, Math.abs(values[i]));
    }
    if (greatest == 0 || !Double.isFinite(greatest)) {
      return greatest;
    }
    double scaled = 0;
    for (int i = from; i < from + length; i++) {
      scaled += values[i] / greatest * (values[i] / greatest);
    }
    return greatest * Math.sqrt(scaled);
  }

  public int partition() {
    return partition;
  }

  /** Where a row stands in the partition. */
  public long position(int row) {
    return positions[row];
  }

  public RowPlace place(int row) {
    return new RowPlace(partition, positions[row], ids[row]);
  }

  /** A row as reports name it. */
  public OffendingRow offending(int row, String detail) {
    return new OffendingRow(
        place(row).label(), shown(features(row)), batch.energies()[row], scoreNorm(row), detail);
  }

  /** As many features as reports keep. */
  public static List<Double> shown(double[] features) {
    return DoubleStream.of(features).limit(OffendingRow.FEATURES_SHOWN).boxed().toList();
  }
}
