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

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;

/**
 * Reads the feature vectors of a DataFrame in Spark's internal form, without an object a row, for
 * work that takes whole partitions and copes with rows that an evaluation would refuse.
 */
public final class FeatureScan {
  private static final String FEATURES = "features";
  private static final String ID = "id";

  /** What is done with a partition. */
  @FunctionalInterface
  public interface Work<T> extends Serializable {
    /** Reads the rows of a partition, in their order, and gives what they come to. */
    T of(int partition, Iterator<FeatureVector> rows);
  }

  private FeatureScan() {}

  /**
   * One result a partition.
   *
   * @param features a column of arrays of numbers or of ML vectors
   * @param column what messages call it
   * @param id what identifies a row; none, or one column of any type
   * @throws io.sparkenergy.error.EnergyException if the column cannot hold features
   */
  public static <T> JavaRDD<T> partitions(
      Dataset<Row> df, Column features, String column, List<Column> id, Work<T> work) {
    Dataset<Row> read =
        id.isEmpty()
            ? df.select(features.as(FEATURES))
            : df.select(features.as(FEATURES), id.get(0).cast("string").as(ID));
    DataType type = read.schema().apply(0).dataType();
    boolean hasId = !id.isEmpty();
    FeatureTypes.cursor(type, column);
    return EnergySession.get()
        .rows(read)
        .mapPartitionsWithIndex(
            (partition, rows) ->
                List.of(
                        work.of(
                            partition, new Vectors(rows, FeatureTypes.cursor(type, column), hasId)))
                    .iterator(),
            false);
  }

  /** The rows of a partition, each as the same object. */
  private static final class Vectors implements Iterator<FeatureVector>, FeatureVector {
    private final Iterator<InternalRow> rows;
    private final FeatureCursor cursor;
    private final boolean hasId;
    private InternalRow row;

    Vectors(Iterator<InternalRow> rows, FeatureCursor cursor, boolean hasId) {
      this.rows = rows;
      this.cursor = cursor;
      this.hasId = hasId;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public FeatureVector next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      row = rows.next();
      return this;
    }

    @Override
    public boolean isNull() {
      return row.isNullAt(0);
    }

    @Override
    public int dimension() {
      return cursor.load(row, 0);
    }

    @Override
    public void copy(double[] target, int offset) {
      cursor.load(row, 0);
      cursor.copy(target, offset);
    }

    @Override
    public String id() {
      if (!hasId) {
        return "";
      }
      return row.isNullAt(1) ? "null" : row.getUTF8String(1).toString();
    }
  }
}
