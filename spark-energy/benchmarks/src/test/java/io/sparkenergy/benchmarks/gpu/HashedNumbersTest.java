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
package io.sparkenergy.benchmarks.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HashedNumbersTest {
  private static final double RANGE = 4294967296.0;

  @Test
  void areTheFinalizersOfMurmurHash3() {
    assertThat(HashedNumbers.of(0, 4, 0, 1))
        .containsExactly(0, 0x514e28b7L / RANGE, 0x30f4c306L / RANGE, 0x85f0b427L / RANGE);
  }

  @Test
  void fillTheirRangeAndDifferBySeed() {
    double[] numbers = HashedNumbers.of(3, 100_000, -2, 6);
    assertThat(numbers).doesNotHaveDuplicates();
    assertThat(Arrays.stream(numbers).boxed()).allMatch(x -> x >= -2 && x < 6);
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    // The mean of so many has a standard deviation of 8 / √12 / √100000.
    assertThat(sum / numbers.length).isBetween(2 - 0.04, 2 + 0.04);
    assertThat(HashedNumbers.of(4, 3, -2, 6)).isNotEqualTo(HashedNumbers.of(3, 3, -2, 6));
  }
}
