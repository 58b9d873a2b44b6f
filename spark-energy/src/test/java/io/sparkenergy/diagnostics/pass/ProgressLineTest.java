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
package io.sparkenergy.diagnostics.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLineTellsTheRowsAndIsTakenAway() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(3);
    AtomicLong rows = new AtomicLong(1_250_000);
    ProgressLine line =
        ProgressLine.on(
            out,
            "debug gaussian",
            () -> {
              asked.countDown();
              return rows.getAndAdd(250_000);
            },
            1);
    asked.await();
    line.close();
    int written = bytes.size();
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("\rdebug gaussian: 1,250,000 rows, 0 s\r").contains("1,500,000");
    assertThat(text).endsWith(" \r").doesNotContain("\n");
    line.close();
    assertThat(bytes.size()).isEqualTo(written);
  }

  @Test
  void nothingIsWrittenWhereThereIsNoTerminal() {
    PrintStream before = System.err;
    System.setErr(out);
    try {
      SparkSession spark = SparkSession.builder().getOrCreate();
      ProgressLine.start(spark, "debug", () -> 1, true).close();
    } finally {
      System.setErr(before);
    }
    assertThat(bytes.size()).isZero();
  }
}
