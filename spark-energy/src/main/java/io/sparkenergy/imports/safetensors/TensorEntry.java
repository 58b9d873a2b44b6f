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
package io.sparkenergy.imports.safetensors;

import io.sparkenergy.numerics.NumberFormat;
import java.util.Optional;

/**
 * What a header says of a tensor.
 *
 * @param dtype the name of its number format
 * @param shape its lengths
 * @param begin where its bytes begin, counted from the end of the header
 * @param end where they end
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record TensorEntry(String name, String dtype, long[] shape, long begin, long end) {
  Optional<NumberFormat> format() {
    return NumberFormat.named(dtype);
  }
}
