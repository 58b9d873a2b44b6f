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
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Chooses how features are read, from the types of their columns. */
public final class FeatureReaders {
  private static final String EXPECTED =
      "array<double>, array<float>, an ML vector, or several numeric columns";

  private FeatureReaders() {}

  /**
   * The reader for columns of a schema: one column that holds vectors, or several that hold
   * numbers.
   *
   * @throws EnergyException if a column is not there, or cannot hold features
   */
  public static FeatureReader of(StructType schema, List<String> columns) {
    if (columns.isEmpty()) {
      throw EnergyException.invalidParameter("features", "no column", "one or more");
    }
    List<Integer> places = columns.stream().map(column -> place(schema, column)).toList();
    DataType first = schema.fields()[places.get(0)].dataType();
    if (columns.size() == 1 && !(first instanceof NumericType)) {
      return vectors(columns.get(0), places.get(0), schema.fields()[places.get(0)]);
    }
    for (int i = 0; i < places.size(); i++) {
      DataType type = schema.fields()[places.get(i)].dataType();
      if (!(type instanceof NumericType)) {
        throw refusedType(columns.get(i), type, "a numeric type, as one of several features");
      }
    }
    return new NumericColumns(String.join(", ", columns), places);
  }

  /** Where a column stands in a schema. */
  static int place(StructType schema, String column) {
    return IntStream.range(0, schema.length())
        .filter(i -> schema.fields()[i].name().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                EnergyException.of(
                    ErrorCondition.COLUMN_NOT_FOUND,
                    "column",
                    column,
                    "expected",
                    String.join(", ", schema.fieldNames())));
  }

  private static FeatureReader vectors(String column, int place, StructField field) {
    DataType type = field.dataType();
    if (type.equals(SQLDataTypes.VectorType())) {
      return new MlVectors(column, place, AttributeGroup.fromStructField(field).size());
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      return new Arrays1D(column, place);
    }
    throw refusedType(column, type, EXPECTED);
  }

  private static EnergyException refusedType(String column, DataType type, String expected) {
    return EnergyException.of(
        ErrorCondition.FEATURES_TYPE,
        "column",
        column,
        "found",
        type.simpleString(),
        "expected",
        expected);
  }

  private record Arrays1D(String column, int place) implements FeatureReader {
    @Override
    public boolean isNull(Row row) {
      return row.isNullAt(place);
    }

    @Override
    public int dimension(Row row) {
      return row.getSeq(place).length();
    }

    @Override
    public void read(Row row, double[] target, int offset) {
      List<Object> values = row.getList(place);
      int i = 0;
      for (Object value : values) {
        if (value == null) {
          throw EnergyException.of(
              ErrorCondition.FEATURES_NULL_ELEMENT,
              "column",
              column,
              "index",
              i,
              "expected",
              "a number in every element");
        }
        target[offset + i++] = ((Number) value).doubleValue();
      }
    }
  }

  /** The size is what the column's ML attributes say; -1 where they say nothing. */
  private record MlVectors(String column, int place, int size) implements FeatureReader {
    @Override
    public OptionalInt knownDimension() {
      return size < 0 ? OptionalInt.empty() : OptionalInt.of(size);
    }

    @Override
    public boolean isNull(Row row) {
      return row.isNullAt(place);
    }

    @Override
    public int dimension(Row row) {
      return row.<Vector>getAs(place).size();
    }

    @Override
    public void read(Row row, double[] target, int offset) {
      Vector vector = row.getAs(place);
      if (vector instanceof DenseVector dense) {
        System.arraycopy(dense.values(), 0, target, offset, dense.size());
        return;
      }
      SparseVector sparse = (SparseVector) vector;
      Arrays.fill(target, offset, offset + sparse.size(), 0);
      for (int i = 0; i < sparse.indices().length; i++) {
        target[offset + sparse.indices()[i]] = sparse.values()[i];
      }
    }
  }

  /** A null in any of the columns means that the row has no features. */
  private record NumericColumns(String column, List<Integer> places) implements FeatureReader {
    @Override
    public OptionalInt knownDimension() {
      return OptionalInt.of(places.size());
    }

    @Override
    public Column vector(List<Column> columns) {
      return EnergyColumns.vector(columns);
    }

    @Override
    public boolean isNull(Row row) {
      return places.stream().anyMatch(row::isNullAt);
    }

    @Override
    public int dimension(Row row) {
      return places.size();
    }

    @Override
    public void read(Row row, double[] target, int offset) {
      for (int i = 0; i < places.size(); i++) {
        target[offset + i] = ((Number) row.get(places.get(i))).doubleValue();
      }
    }
  }
}
