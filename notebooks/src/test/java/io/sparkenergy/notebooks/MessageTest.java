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
package io.sparkenergy.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void outputWithoutATypeIsText() {
    assertThat(Message.parse("a: Int = 1\n")).containsExactly(new Message("TEXT", "a: Int = 1\n"));
  }

  @Test
  void typesAtTheBeginningOfALineDivideTheOutput() {
    assertThat(Message.parse("before\n%table a\tb\n1\t2\n\n%text \n%html <b>c</b>"))
        .containsExactly(
            new Message("TEXT", "before\n"),
            new Message("TABLE", "a\tb\n1\t2\n"),
            new Message("HTML", "<b>c</b>\n"));
  }

  @Test
  void percentSignsElsewhereAreText() {
    assertThat(Message.parse("10 %html\n%htmlish")).hasSize(1);
  }

  @Test
  void blankOutputIsNoMessage() {
    assertThat(Message.parse(" \n")).isEmpty();
  }
}
