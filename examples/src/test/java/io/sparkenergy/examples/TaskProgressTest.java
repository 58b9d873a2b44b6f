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
package io.sparkenergy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskProgressTest {
  /** What is shown, which tasks, of this process, wait for. */
  private static final ByteArrayOutputStream SHOWN = new ByteArrayOutputStream();

  private final SparkSession spark = SparkSession.builder().getOrCreate();
  private final PrintStream out = new PrintStream(SHOWN, true, StandardCharsets.UTF_8);

  @BeforeEach
  void empty() {
    SHOWN.reset();
  }

  /** Three tasks, the last of which ends when progress was shown. */
  private String shownOfAJob(boolean terminal) {
    TaskProgress progress = TaskProgress.show(spark, 1, out, terminal);
    try {
      spark
          .range(0, 3, 1, 3)
          .foreachPartition(
              (ForeachPartitionFunction<Long>)
                  rows -> {
                    long id = rows.hasNext() ? rows.next() : -1;
                    for (int k = 0; k < 60_000 && id == 2 && SHOWN.size() == 0; k++) {
                      Thread.sleep(1);
                    }
                  });
    } finally {
      progress.close();
    }
    out.print("next");
    return SHOWN.toString(StandardCharsets.UTF_8);
  }

  @Test
  void isOneLineThatChangesOnATerminal() {
    assertThat(shownOfAJob(true))
        .matches("(\\rstage \\d+: \\d of 3 tasks, \\d+ %, 0 failed[^\\r\\n]*\\u001b\\[K)+\\Rnext");
  }

  @Test
  void isALineForEveryChangeInALog() {
    String shown = shownOfAJob(false);
    assertThat(shown).matches("(stage \\d+: \\d of 3 tasks, \\d+ %, 0 failed[^\\r\\n]*\\R)+next");
    assertThat(shown.lines().map(line -> line.replaceFirst(";.*", ""))).doesNotHaveDuplicates();
  }
}
