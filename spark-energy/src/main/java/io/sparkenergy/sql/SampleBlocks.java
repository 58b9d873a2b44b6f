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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import io.sparkenergy.numerics.Moments;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The samples of a DataFrame in blocks of plain numbers, to be read once or many times: what
 * fitting runs over. Every row is checked as it is read; those of weight 0 are left out.
 */
public final class SampleBlocks {
  private final JavaRDD<SampleBlock> blocks;
  private final String source;

  private SampleBlocks(JavaRDD<SampleBlock> blocks, String source) {
    this.blocks = blocks;
    this.source = source;
  }

  /**
   * Features, and perhaps weights, from the columns that hold them.
   *
   * @param features one column of vectors, or several numeric ones
   * @param weight the column of weights; all are 1 without one
   * @throws EnergyException if a column is not there, or holds neither features nor weights; and,
   *     when rows are read, naming the column, if a row has no features or no weight, holds NaN or
   *     infinity, has a weight below 0, or differs in length from another
   */
  public static SampleBlocks of(Dataset<Row> df, List<String> features, Optional<String> weight) {
    FeatureReaders.of(df.schema(), features);
    weight.ifPresent(column -> requireWeights(df.schema(), column));
    Column[] selected =
        Stream.concat(
                features.stream().map(name -> df.col("`" + name + "`")),
                weight.stream().map(name -> df.col("`" + name + "`").cast("double")))
            .toArray(Column[]::new);
    Dataset<Row> rows = df.select(selected);
    Reading reading =
        new Reading(
            FeatureReaders.of(rows.schema(), features),
            description(features),
            features.size(),
            weight.orElse(""));
    return new SampleBlocks(
        rows.toJavaRDD().mapPartitions(partition -> new BlockReader(partition, reading)),
        description(features));
  }

  /** What messages call the samples of columns. */
  static String description(List<String> features) {
    return "column " + String.join(", ", features);
  }

  /** The blocks; reading them runs the query, each time unless they are persisted. */
  public JavaRDD<SampleBlock> blocks() {
    return blocks;
  }

  /** What messages call the samples. */
  public String description() {
    return source;
  }

  /**
   * Adds all samples to moments, partition by partition, and merges those.
   *
   * @param none moments of no samples
   * @throws EnergyException if rows differ in length, or one is refused
   */
  public Moments moments(Moments none) {
    String description = source;
    return blocks.treeAggregate(
        none,
        (moments, block) -> {
          requireLength(moments, block.dimension(), description);
          for (int i = 0; i < block.count(); i++) {
            moments.add(block.rows(), i * block.dimension(), block.dimension(), block.weights()[i]);
          }
          return moments;
        },
        (left, right) -> {
          if (right.count() > 0) {
            requireLength(left, right.dimension(), description);
          }
          return left.merge(right);
        });
  }

  private static void requireLength(Moments moments, int found, String source) {
    if (moments.count() > 0) {
      requireLength(moments.dimension(), found, source);
    }
  }

  /**
   * Refuses rows that differ in length from others.
   *
   * @throws EnergyException naming the columns, the found and the expected length
   */
  public static void requireLength(int expected, int found, String source) {
    if (found != expected) {
      throw refused(source, found + " elements", expected + " as in other rows");
    }
  }

  /** A refusal of samples: what was found in which columns, and what was expected. */
  public static EnergyException refused(String source, String found, String expected) {
    return EnergyException.of(
        ErrorCondition.SAMPLE_REFUSED, "source", source, "found", found, "expected", expected);
  }

  /**
   * Refuses a column that cannot hold weights.
   *
   * @throws EnergyException if it is not there, or not numeric
   */
  public static void requireWeights(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw EnergyException.of(
          ErrorCondition.COLUMN_NOT_FOUND,
          "column",
          column,
          "expected",
          String.join(", ", schema.fieldNames()));
    }
    DataType type = schema.apply(column).dataType();
    if (!(type instanceof NumericType)) {
      throw EnergyException.of(
          ErrorCondition.FEATURES_TYPE,
          "column",
          column,
          "found",
          type.simpleString(),
          "expected",
          "a numeric type, as weights");
    }
  }

  /** How rows are read: the weight stands behind the features. */
  record Reading(FeatureReader features, String source, int weightPlace, String weight)
      implements Serializable {
    double weight(Row row) {
      if (weight.isEmpty()) {
        return 1;
      }
      if (row.isNullAt(weightPlace)) {
        throw refused("column " + weight, "null", "a weight in every row");
      }
      double value = row.getDouble(weightPlace);
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw refused("column " + weight, "weight " + value, "a finite number >= 0");
      }
      return value;
    }
  }
}
