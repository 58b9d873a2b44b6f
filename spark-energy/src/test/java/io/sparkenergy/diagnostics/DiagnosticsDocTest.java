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
package io.sparkenergy.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.diagnostics.report.Check;
import io.sparkenergy.diagnostics.report.EnergyDebugReport;
import io.sparkenergy.diagnostics.report.EnergyTestReport;
import io.sparkenergy.diagnostics.report.WarningKind;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What the pages say is what runs. */
class DiagnosticsDocTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/sparkenergy/diagnostics/DiagnosticsDocTest.java");

  @Test
  void javaSnippetRuns() throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    EnergyFunction energy = HarmonicEnergy.of(1);
    Dataset<Row> df = spark.range(100).selectExpr("id", "array(sin(id), cos(7 * id)) as x");
    // snippet
    EnergyTestReport test =
        EnergyTest.run(df, energy, EnergyTestOptions.defaults().features("x").id("id"));
    EnergyDebugReport debug =
        EnergyDebug.run(df, energy, EnergyDebugOptions.defaults().features("x").id("id"));

    System.out.println(test); // for people
    String json = debug.toJson();
    Dataset<Row> table = test.toDataFrame(spark);
    boolean sound = test.passed() && debug.clean();
    // end of snippet
    assertThat(sound).isTrue();
    assertThat(json).contains("\"clean\" : true");
    assertThat(table.where("section = 'check'").count()).isEqualTo(9);
    String page = page("diagnostics.md");
    String snippet = between(Files.readString(SOURCE), "// snippet\n", "    // end of snippet");
    assertThat(between(page, "```java\n", "```")).isEqualTo(snippet.replaceAll("(?m)^ {4}", ""));
    for (Check check : test.checks()) {
      assertThat(page).contains("| `" + check.name() + "` |");
    }
    for (WarningKind kind : WarningKind.values()) {
      assertThat(page).contains("`" + kind.symbol() + "`");
    }
  }

  @Test
  void sqlSnippetRuns() throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    spark
        .range(9)
        .selectExpr("id", "array(double(id)) as features")
        .createOrReplaceTempView("points");
    List<Row> thirds;
    try {
      thirds = spark.sql(between(page("sql.md"), "```sql\n", "```")).collectAsList();
    } finally {
      spark.catalog().dropTempView("points");
    }
    assertThat(thirds).hasSize(3);
    for (Row third : thirds) {
      double expected =
          IntStream.of(0, 3, 6).mapToDouble(i -> Math.pow((double) third.getLong(0) + i, 2)).sum()
              / 3;
      Row summary = third.getStruct(1);
      assertThat(summary.<Long>getAs("count")).isEqualTo(3);
      assertThat(summary.<Double>getAs("mean")).isCloseTo(expected, within(1e-12));
      assertThat(summary.<Double>getAs("median"))
          .isEqualTo(Math.pow((double) third.getLong(0) + 3, 2));
    }
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("docs", name));
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
