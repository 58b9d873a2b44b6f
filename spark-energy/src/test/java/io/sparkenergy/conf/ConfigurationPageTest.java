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
package io.sparkenergy.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.documentation.MarkdownPage;
import io.sparkenergy.energy.HarmonicEnergy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/configuration.md says is what is declared, and what runs. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("docs", "configuration.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/sparkenergy/conf/ConfigurationPageTest.java");
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  @BeforeEach
  void makePoints() {
    SPARK.range(4).selectExpr("id", "array(double(id)) as x").createOrReplaceTempView("points");
  }

  @AfterEach
  void forget() {
    SPARK.catalog().dropTempView("points");
    EnergyConf.ENTRIES.forEach(entry -> SPARK.conf().unset(entry.key()));
  }

  @Test
  void thePageIsThatOfTheEntries() throws IOException {
    String page = Files.readString(PAGE);
    String renewed = ConfigurationPage.renewed(page);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, renewed);
      return;
    }
    assertThat(page)
        .as("docs/configuration.md is stale; write it anew by the command in its first line")
        .isEqualTo(renewed);
  }

  @Test
  void everyEntryIsWholeAndEveryGroupHasSome() {
    assertThat(EnergyConf.ENTRIES)
        .allSatisfy(
            entry -> {
              assertThat(entry.key()).startsWith("spark.energy.");
              assertThat(entry.values()).isNotBlank().doesNotEndWith(".");
              assertThat(entry.meaning()).endsWith(".");
              assertThat(entry.detail()).endsWith(".");
              assertThat(entry.since()).matches("\\d+\\.\\d+\\.\\d+");
            })
        .extracting(ConfigEntry::group)
        .contains(ConfigEntry.Group.values());
    assertThat(EnergyConf.ENTRIES).containsAll(EnergyConf.CALL_OPTIONS);
  }

  @Test
  void theSessionsSettingsAreTakenAtAnalysisAndKept() throws IOException {
    SparkSession spark = SPARK;
    String call = "SELECT energy('{\"type\": \"harmonic\"}', x) AS e FROM points";
    Dataset<Row> before = spark.sql(call);
    // snippet
    spark.conf().set("spark.energy.precision", "float");
    // end of snippet
    Dataset<Row> after = spark.sql(call);
    assertThat(plan(before)).contains("EvaluateEnergy", ", double]");
    assertThat(plan(after)).contains("EvaluateEnergy", ", float]");
    String snippet = between(Files.readString(SOURCE), "// snippet\n", "    // end of snippet");
    assertThat(blocks("java")).containsExactly(snippet.replaceAll("(?m)^ {4}", ""));
  }

  @Test
  void batchesAreSwitchedAtPlanning() {
    Dataset<Row> df = SparkEnergy.evaluate(SPARK.table("points"), HarmonicEnergy.of(1), "x");
    SPARK.conf().set("spark.energy.batch.enabled", "false");
    assertThat(plan(df)).doesNotContain("EvaluateEnergy");
    assertThat(
            EnergyConf.ENTRIES.stream().filter(e -> e.read() == ConfigEntry.Read.PLANNING).toList())
        .containsExactly(EnergyConf.BATCH_ENABLED);
  }

  @Test
  void statementsRun() throws IOException {
    List<String> statements = blocks("sql");
    assertThat(statements).hasSize(2);
    SPARK.sql(statement(statements.get(0)));
    assertThat(SPARK.conf().get("spark.energy.batch.rows")).isEqualTo("256");
    SPARK.conf().set("spark.energy.precision", "float");
    Dataset<Row> energies = SPARK.sql(statement(statements.get(1)));
    assertThat(plan(energies)).contains(", double]");
    assertThat(energies.orderBy("id").collectAsList().stream().map(row -> row.getDouble(1)))
        .containsExactly(0.0, 0.5, 2.0, 4.5);
  }

  private static String plan(Dataset<Row> df) {
    return df.queryExecution().executedPlan().toString();
  }

  private static String statement(String block) {
    return block.strip().replaceAll(";$", "");
  }

  private static List<String> blocks(String language) throws IOException {
    return MarkdownPage.read("spark-energy/docs/configuration.md")
        .blocks(language, ConfigurationPageTest.class);
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
