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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares what a page shows with what was printed. Words must be the same, numbers as far as the
 * page has digits; the width of columns and Spark's numbers of expressions do not count.
 */
final class ShownOutput {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  private ShownOutput() {}

  static void requireSame(String printed, String shown) {
    assertThat(words(printed)).as("printed:%n%s", printed).isEqualTo(words(shown));
    List<BigDecimal> found = numbers(printed);
    List<BigDecimal> expected = numbers(shown);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i))
          .as("number %d of what was printed:%n%s", i + 1, printed)
          .isCloseTo(expected.get(i), within(expected.get(i).ulp()));
    }
  }

  private static String plain(String text) {
    return text.replaceAll("#\\d+L?", "#").replaceAll("plan_id=\\d+", "plan_id");
  }

  private static String words(String text) {
    return NUMBER.matcher(plain(text)).replaceAll("0").replaceAll("-+", "-").replaceAll("\\s+", "");
  }

  private static List<BigDecimal> numbers(String text) {
    return NUMBER
        .matcher(plain(text))
        .results()
        .map((MatchResult number) -> new BigDecimal(number.group()))
        .toList();
  }
}
