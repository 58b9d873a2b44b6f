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

import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** The types of columns that hold features, and how each is read. */
final class FeatureTypes {
  /** Matched by name, so that the operator does not need MLlib. */
  private static final String ML_VECTOR = "org.apache.spark.ml.linalg.VectorUDT";

  private FeatureTypes() {}

  static boolean accepts(DataType type) {
    return isMlVector(type)
        || isNumbers(type)
        || type.sameType(DataTypes.NullType)
        || (type instanceof ArrayType array && array.elementType().sameType(DataTypes.NullType));
  }

  static EnergyException refused(String column, DataType type) {
    return EnergyException.of(
        ErrorCondition.FEATURES_TYPE,
        "column",
        column,
        "found",
        type.simpleString(),
        "expected",
        "array<double>, array<float>, or an ML vector");
  }

  /**
   * A cursor over a column.
   *
   * @throws EnergyException if the type holds no features
   */
  static FeatureCursor cursor(DataType type, String column) {
    if (isMlVector(type)) {
      return new MlVectorCursor(column);
    }
    if (type instanceof ArrayType array && accepts(type)) {
      return new ArrayCursor(column, array.elementType());
    }
    throw refused(column, type);
  }

  static boolean isDoubles(DataType type) {
    return type instanceof ArrayType array && array.elementType().sameType(DataTypes.DoubleType);
  }

  private static boolean isNumbers(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }

  static boolean isMlVector(DataType type) {
    return type.getClass().getName().equals(ML_VECTOR);
  }
}
