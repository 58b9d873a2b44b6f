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
package io.sparkenergy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What a job printed, held against sums of whole numbers. */
final class JobOutput {
  /** The rows of a run. */
  static final int ROWS = 12_000;

  private final String text;

  JobOutput(String text) {
    this.text = text;
  }

  /** The sum over the rows of what each comes to. */
  static long sum(LongUnaryOperator row) {
    return LongStream.range(0, ROWS).map(row).sum();
  }

  /** A run of E = x² + y² and -∇E = (-2x, -2y): how many of its tasks failed. */
  int bowl(String run) {
    return said(
        run,
        sum(i -> (i % 101) * (i % 101) + (i % 7) * (i % 7)),
        sum(i -> -2 * (i % 101) - 2 * (i % 7)));
  }

  /** A run of E = (x + 1) + (y + 1) where both are 0 or more: how many of its tasks failed. */
  int hinges(String run) {
    return said(run, sum(i -> i % 101 + i % 7 + 2), -2L * ROWS);
  }

  private int said(String run, long energies, long scores) {
    return Integer.parseInt(
        match(
                "RUN %s: %d rows, %d ids, energies %d.0, scores %d.0, (\\d+) tasks failed"
                    .formatted(run, ROWS, ROWS, energies, scores))
            .group(1));
  }

  /** The one line that begins with a word, without it. */
  String line(String word) {
    return match("(?m)^" + Pattern.quote(word) + " (.*)$").group(1);
  }

  /** Where a pattern is first found. */
  Matcher match(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in:%n%s", pattern, text).isTrue();
    return matcher;
  }
}
