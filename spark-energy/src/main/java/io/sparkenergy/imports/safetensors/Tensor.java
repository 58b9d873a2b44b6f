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

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A tensor of a file.
 *
 * @param name its name in the file
 * @param shape its lengths, none for a scalar
 * @param values its numbers, the last index running fastest
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over as read; nobody compares tensors.
public record Tensor(String name, long[] shape, double[] values) {
  /** The shape as people write it: {@code (64, 2)}. */
  public String shapeText() {
    return shapeText(shape);
  }

  static String shapeText(long... shape) {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
