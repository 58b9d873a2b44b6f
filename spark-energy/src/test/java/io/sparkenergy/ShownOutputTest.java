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
package io.sparkenergy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShownOutputTest {
  private static final String PRINTED = "|Gentoo |28.0347|\n+- Evaluate [m(x) -> energy#447]";

  @Test
  void numbersCountAsFarAsTheyAreShown() {
    ShownOutput.requireSame(PRINTED, "|Gentoo|28.03|\n+- Evaluate [m(x) -> energy#12]");
    assertThatThrownBy(
            () ->
                ShownOutput.requireSame(PRINTED, "|Gentoo|28.05|\n+- Evaluate [m(x) -> energy#12]"))
        .hasMessageContaining("number 1");
  }

  @Test
  void wordsMustBeTheSame() {
    assertThatThrownBy(
            () ->
                ShownOutput.requireSame(PRINTED, "|Adelie|28.03|\n+- Evaluate [m(x) -> energy#12]"))
        .hasMessageContaining("Gentoo");
    assertThatThrownBy(() -> ShownOutput.requireSame(PRINTED, "|Gentoo|28.03|")).isNotNull();
  }
}
