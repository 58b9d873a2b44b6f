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

/**
 * What each row has of its own. Behind the batch axis stand the axes of {@code shape}; its entries
 * are one vector, or a scalar if there is but one.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RowTensor(int[] shape, Expression expression) implements OnnxValue {
  @Override
  public int batchAxes() {
    return 1;
  }

  @Override
  public RowTensor reshaped(int... newShape) {
    return new RowTensor(newShape, expression);
  }

  @Override
  public RowTensor rearranged(int[] newShape, int[] places, Budget budget) {
    return new RowTensor(newShape, Selection.of(expression, size(), places, budget));
  }
}
