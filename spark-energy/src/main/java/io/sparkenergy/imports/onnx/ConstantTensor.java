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
package io.sparkenergy.imports.onnx;

import io.sparkenergy.expression.Expression;
import java.util.Arrays;

/**
 * Numbers that all rows share.
 *
 * @param kind what the numbers are
 * @param shape the lengths, none for a scalar
 * @param values the numbers; {@link #BATCH} among integers stands for the number of rows, which is
 *     not known
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ConstantTensor(Kind kind, int[] shape, double[] values) implements OnnxValue {
  /** What numbers may be. */
  enum Kind {
    REAL,
    INTEGER,
    BOOLEAN
  }

  static final double BATCH = Double.NaN;

  @Override
  public int batchAxes() {
    return 0;
  }

  @Override
  public ConstantTensor reshaped(int... newShape) {
    return new ConstantTensor(kind, newShape, values);
  }

  @Override
  public ConstantTensor rearranged(int[] newShape, int[] places, Budget budget) {
    budget.take(places.length);
    return new ConstantTensor(
        kind, newShape, Arrays.stream(places).mapToDouble(place -> values[place]).toArray());
  }

  /** Whether the number of rows takes part. */
  boolean holdsBatch() {
    return kind == Kind.INTEGER && Arrays.stream(values).anyMatch(Double::isNaN);
  }

  /** A number, or a vector of numbers, in every row. */
  Expression expression() {
    return values.length == 1 ? Expression.constant(values[0]) : Expression.parameter(values);
  }
}
