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

import java.util.Optional;

/**
 * An attribute of a node; which of its values counts, its type says.
 *
 * @param type the number that ONNX gives the type
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record OnnxAttribute(
    int type,
    long integer,
    double real,
    String text,
    Optional<ConstantTensor> tensor,
    long[] integers,
    double[] reals) {
  static final int FLOAT = 1;
  static final int INT = 2;
  static final int STRING = 3;
  static final int TENSOR = 4;
  static final int FLOATS = 6;
  static final int INTS = 7;
}
