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
package io.sparkenergy.benchmarks;

import java.util.Iterator;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Makes the rows of the tables from their ids alone: the same on every machine, in any order. */
final class RowSource implements MapPartitionsFunction<Long, Row> {
  private static final long serialVersionUID = 1L;

  static final StructType SCHEMA =
      new StructType().add("id", DataTypes.LongType).add("v", SQLDataTypes.VectorType());

  private final int dimension;

  RowSource(int dimension) {
    this.dimension = dimension;
  }

  /** Standard normal numbers. */
  static double[] features(long id, int dimension) {
    SplittableRandom random = new SplittableRandom(id);
    double[] x = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      x[i] = random.nextGaussian();
    }
    return x;
  }

  @Override
  public Iterator<Row> call(Iterator<Long> ids) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ids.hasNext();
      }

      @Override
      public Row next() {
        long id = ids.next();
        return RowFactory.create(id, Vectors.dense(features(id, dimension)));
      }
    };
  }
}
