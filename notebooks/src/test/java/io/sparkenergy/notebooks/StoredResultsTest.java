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

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredResultsTest {
  private static Optional<String> difference(String stored, String printed, String echo) {
    return StoredResults.difference(Message.parse(stored), new Output(printed, echo));
  }

  @Test
  void otherKindsDiffer() {
    assertThat(difference("%table a\n1", "text", ""))
        .contains("the file shows [TABLE], running gave [TEXT]; notebooks/run --write renews it");
    assertThat(difference("%table a\n1", "", "")).isPresent();
    assertThat(difference("", "", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // To the last digit shown, and no further.
    "2.005, 2.006, true",
    "2.005, 2.007, false",
    "-1.5e-3, -1.6e-3, true",
    // A zero at the end is not shown.
    "6.7, 6.71, true",
    "6.7, 6.72, false",
    // Digits beyond those of rounding.
    "1.9519107117532406, 1.95191071175329, true",
    "1.9519107117532406, 1.9519107217532406, false",
    "1.1e-16, 0.0, true",
    // Counts are exact.
    "151, 152, false",
    "1e6, 1000000, true",
    "Adelie, Gentoo, false",
    "NaN, 1.0, false"
  })
  void numbersOfTablesAreComparedToTheDigitsShown(String stored, String given, boolean same) {
    assertThat(difference("%table a\tb\nx\t" + stored, "%table a\tb\nx\t" + given, ""))
        .matches(difference -> difference.isEmpty() == same);
  }

  @Test
  void moreOrFewerCellsDiffer() {
    assertThat(difference("%table a\n1\n2", "%table a\n1", "")).isPresent();
    assertThat(difference("%table a\n1", "%table a\n1\n2", "")).isPresent();
  }

  @Test
  void numbersOfTextsAreNotCompared() {
    assertThat(
            difference(
                "passed  backends  3.1e-16, at most 1e-9", "passed backends 0, at most 1e-9", ""))
        .isEmpty();
    assertThat(difference("passed  backends 1", "FAILED  backends 1", ""))
        .contains(
            "the file shows passed backends #, running gave FAILED backends #;"
                + " notebooks/run --write renews it");
  }

  @Test
  void theEchoBehindIsNotCompared() {
    assertThat(difference("printed\na: Int = 1", "printed\n", "val a: Int = 1\n")).isEmpty();
    assertThat(difference("printed\na: Int = 1", "other\n", "val a: Int = 1\n")).isPresent();
    assertThat(difference("printed\nand more", "printed\n", "")).isPresent();
    assertThat(difference("a: Int = 1", "", "val b: Long = 2")).isEmpty();
  }

  @Test
  void picturesAreComparedByWhatTheySay() {
    String drawn = "%html <svg width='7'><text x='1'>rosenbrock</text></svg>";
    assertThat(difference(drawn, drawn.replace("x='1'", "x='2' class='y'"), "")).isEmpty();
    assertThat(difference(drawn, drawn.replace("rosenbrock", "ackley"), "")).isPresent();
    String framed = "%html <iframe srcdoc=\"<p class=''>one</p>\"></iframe>";
    assertThat(difference(framed, framed.replace("one", "two"), "")).isEmpty();
    assertThat(difference(framed, framed + "<p>more</p>", "")).isPresent();
  }
}
