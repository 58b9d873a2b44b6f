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
package io.sparkenergy.sql;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Gathers the rows of a partition into blocks. */
final class BlockReader implements Iterator<SampleBlock> {
  /** The most numbers of a block: 1 MiB. */
  private static final int MOST_NUMBERS = 1 << 17;

  private static final int MOST_ROWS = 4096;

  private final Iterator<Row> partition;
  private final SampleBlocks.Reading reading;

  private int dimension = -1;
  private double[] rows = new double[0];
  private double[] weights = new double[0];
  private int count;

  BlockReader(Iterator<Row> partition, SampleBlocks.Reading reading) {
    this.partition = partition;
    this.reading = reading;
  }

  @Override
  public boolean hasNext() {
    while (count == 0 && partition.hasNext()) {
      fill();
    }
    return count > 0;
  }

  @Override
  public SampleBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SampleBlock block =
        new SampleBlock(
            dimension, Arrays.copyOf(rows, count * dimension), Arrays.copyOf(weights, count));
    count = 0;
    return block;
  }

  private void fill() {
    int most = MOST_ROWS;
    while (count < most && partition.hasNext()) {
      Row row = partition.next();
      double weight = reading.weight(row);
      read(row);
      if (weight > 0) {
        weights[count++] = weight;
      }
      most = Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / Math.max(1, dimension)));
    }
  }

  /** Reads a row's features behind those that are there. */
  private void read(Row row) {
    if (reading.features().isNull(row)) {
      throw SampleBlocks.refused(
          reading.source(), "a row without features", "features in every row; see df.na().drop()");
    }
    int found = reading.features().dimension(row);
    if (dimension < 0) {
      dimension = found;
    }
    SampleBlocks.requireLength(dimension, found, reading.source());
    if (count == weights.length) {
      weights = Arrays.copyOf(weights, Math.max(16, 2 * count));
      rows = Arrays.copyOf(rows, weights.length * dimension);
    }
    int offset = count * dimension;
    reading.features().read(row, rows, offset);
    for (int i = 0; i < dimension; i++) {
      if (!Double.isFinite(rows[offset + i])) {
        throw SampleBlocks.refused(
            reading.source(), rows[offset + i] + " in feature " + i, "finite numbers");
      }
    }
  }
}
