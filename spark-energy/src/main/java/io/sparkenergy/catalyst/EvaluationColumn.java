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
package io.sparkenergy.catalyst;

import io.sparkenergy.backend.Batch;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.vectorized.ColumnVector;

/** One model over one column, a batch at a time: rows are taken, evaluated, then asked for. */
final class EvaluationColumn implements AutoCloseable {
  private static final int NO_FEATURES = -1;

  private final int ordinal;
  private final FeatureCursor cursor;
  private final ColumnReader reader;
  private final ModelEvaluator evaluator;

  private int[] places = new int[0];
  private int maxRows;
  private int taken;
  private int evaluated;
  private Batch batch;

  EvaluationColumn(EvaluatedColumn column) {
    this.ordinal = column.ordinal();
    this.cursor = FeatureTypes.cursor(column.type(), column.column());
    this.reader = new ColumnReader(column.type(), cursor);
    this.evaluator =
        new ModelEvaluator(column.model(), column.quantities(), column.settings(), column.column());
  }

  int ordinal() {
    return ordinal;
  }

  /** Begins a batch of at most so many rows. */
  void begin(int rows) {
    maxRows = rows;
    taken = 0;
    evaluated = 0;
    batch = null;
    if (places.length < rows) {
      places = new int[rows];
    }
  }

  /**
   * Takes the next row into the batch, or says false: the batch is full, or its rows have another
   * dimension. A row without features is always taken.
   */
  boolean take(SpecializedGetters row) {
    if (row.isNullAt(ordinal)) {
      places[taken++] = NO_FEATURES;
      return true;
    }
    int dimension = cursor.load(row, ordinal);
    if (!fits(dimension)) {
      return false;
    }
    cursor.copy(batch.features(), evaluated * dimension);
    places[taken++] = evaluated++;
    return true;
  }

  /** Gives the last row back. */
  void giveBack() {
    taken--;
    if (places[taken] != NO_FEATURES) {
      evaluated--;
    }
  }

  /** How many rows of a column vector, from one on, this batch can take: at least one. */
  int fitting(ColumnVector vector, int from, int most) {
    int count = 0;
    int room = 0;
    while (count < most) {
      if (!vector.isNullAt(from + count)) {
        int dimension = reader.dimension(vector, from + count);
        if (!fits(dimension) || room == batch.maxRows()) {
          break;
        }
        room++;
      }
      count++;
    }
    return count;
  }

  /** Takes rows of a column vector that {@link #fitting} allowed. */
  void take(ColumnVector vector, int from, int count) {
    for (int i = 0; i < count; i++) {
      places[taken++] = vector.isNullAt(from + i) ? NO_FEATURES : evaluated++;
    }
    if (evaluated > 0) {
      reader.copy(vector, from, count, batch.features(), batch.dimension());
    }
  }

  private boolean fits(int dimension) {
    if (batch == null) {
      batch = evaluator.batch(dimension, maxRows);
      return true;
    }
    return dimension == batch.dimension() && evaluated < batch.maxRows();
  }

  void evaluate() {
    if (evaluated > 0) {
      evaluator.evaluate(evaluated);
    }
  }

  /** Whether this batch has room already, which its first row with features opens. */
  boolean isOpen() {
    return batch != null;
  }

  boolean hasResult(int row) {
    return places[row] != NO_FEATURES;
  }

  /** The dimension of this batch's rows; 0 while all are without features. */
  int dimension() {
    return batch == null ? 0 : batch.dimension();
  }

  double energy(int row) {
    return batch.energies()[places[row]];
  }

  /** The scores of the batch; that of a row begins at {@link #scoreOffset}. */
  double[] scores() {
    return batch.scores();
  }

  int scoreOffset(int row) {
    return places[row] * batch.dimension();
  }

  /** The rows of this batch that a GPU evaluated. */
  int onGpu() {
    return evaluator.onGpu() ? evaluated : 0;
  }

  long peakBytes() {
    return evaluator.peakBytes();
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
