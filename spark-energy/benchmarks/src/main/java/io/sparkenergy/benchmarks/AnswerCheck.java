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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.Seq;

/** Ways are compared by time only after all of them gave the same answers. */
final class AnswerCheck {
  private static final double RELATIVE = 1e-9;

  private final SparkSession spark;
  private final Tables tables;
  private final List<double[]> features;

  AnswerCheck(SparkSession spark, Tables tables, int dimension) {
    this.spark = spark;
    this.tables = tables;
    this.features =
        LongStream.range(0, TableFiles.CHECKED_ROWS)
            .mapToObj(id -> RowSource.features(id, dimension))
            .toList();
  }

  /**
   * Runs a variant on a small table.
   *
   * @throws IllegalStateException at the first row that is not as the loops in plain Java say
   */
  void check(Variant variant) {
    List<double[]> expected = variant.expected().apply(features);
    List<Row> found = variant.with(spark, tables, Dataset::collectAsList);
    if (found.size() != expected.size()) {
      throw new IllegalStateException(
          "%s gave %d rows, not %d".formatted(variant.name(), found.size(), expected.size()));
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!agree(numbers(found.get(i)), expected.get(i))) {
        throw new IllegalStateException(
            "%s gave %s in row %d, not %s"
                .formatted(variant.name(), found.get(i), i, List.of(boxed(expected.get(i)))));
      }
    }
  }

  /** To 1e-9 of the largest number of the row: entries of a score may be near 0. */
  private static boolean agree(double[] found, double[] expected) {
    if (found.length != expected.length) {
      return false;
    }
    double scale = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= RELATIVE * scale)) {
        return false;
      }
    }
    return true;
  }

  /** All numbers of a row, one after the other. */
  private static double[] numbers(Row row) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      if (value instanceof Vector vector) {
        numbers.addAll(List.of(boxed(vector.toArray())));
      } else if (value instanceof Seq<?> elements) {
        for (int j = 0; j < elements.size(); j++) {
          numbers.add((Double) elements.apply(j));
        }
      } else if (value instanceof Boolean truth) {
        numbers.add(truth ? 1.0 : 0.0);
      } else {
        numbers.add(((Number) value).doubleValue());
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Double[] boxed(double[] numbers) {
    return DoubleStream.of(numbers).boxed().toArray(Double[]::new);
  }
}
