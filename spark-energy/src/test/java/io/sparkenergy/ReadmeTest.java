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

import io.sparkenergy.conf.ConfigEntry;
import io.sparkenergy.conf.EnergyConf;
import io.sparkenergy.energy.CompositeEnergy;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.energy.GaussianEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What the README says is what runs. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  @Test
  void javaSnippetRuns() throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    // snippet
    Dataset<Row> df = spark.range(1000).selectExpr("id", "array(sin(id), cos(7 * id)) as features");

    EnergyFunction gaussian = GaussianEnergy.fromSamples(SparkEnergy.samples(df, "features"));
    EnergyFunction ripples = EnergyFunction.define("ripples", x -> x.sin().square().sum());
    EnergyFunction energy = CompositeEnergy.sum(gaussian, ripples).weights(1.0, 0.5);

    Dataset<Row> scored = SparkEnergy.evaluate(df, energy, "features");
    // end of snippet
    assertThat(scored.columns()).containsExactly("id", "features", "energy", "score");
    double[] expected = {0};
    scored
        .collectAsList()
        .forEach(
            row -> {
              double a = Math.sin(Math.sin((double) row.getLong(0)));
              double b = Math.sin(Math.cos(7.0 * row.getLong(0)));
              expected[0] += row.<Double>getAs("energy") - 0.5 * (a * a + b * b);
            });
    // What is left is the Gaussian's: ½ (n - 1) d, less what the regularisation takes.
    assertThat(expected[0]).isCloseTo(999, within(1.0));

    String source = Files.readString(Path.of("src/test/java/io/sparkenergy/ReadmeTest.java"));
    String snippet = between(source, "// snippet\n", "    // end of snippet");
    assertThat(between(Files.readString(README), "```java\n", "```"))
        .isEqualTo(snippet.replaceAll("(?m)^ {4}", ""));
  }

  @Test
  void columnsSnippetRuns() throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    Dataset<Row> df = spark.range(1000).selectExpr("id", "array(sin(id), cos(7 * id)) as features");
    EnergyFunction energy = HarmonicEnergy.of(2);
    // columns snippet
    Dataset<Row> usual =
        df.withColumn("e", SparkEnergy.energy(energy, df.col("features")))
            .where("e < 1")
            .orderBy("e");
    // end of columns snippet
    long expected =
        LongStream.range(0, 1000)
            .filter(id -> Math.pow(Math.sin((double) id), 2) + Math.pow(Math.cos(7.0 * id), 2) < 1)
            .count();
    assertThat(usual.count()).isEqualTo(expected);
    String source = Files.readString(Path.of("src/test/java/io/sparkenergy/ReadmeTest.java"));
    String snippet = between(source, "// columns snippet\n", "    // end of columns snippet");
    assertThat(Files.readString(README))
        .contains("```java\n" + snippet.replaceAll("(?m)^ {4}", "") + "```");
  }

  @Test
  void sqlSnippetRuns() throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    String[] statements = between(Files.readString(README), "```sql\n", "```").split(";\\s*", -1);
    spark.sql(statements[0]);
    List<Row> bins = spark.sql(statements[1]).collectAsList();
    List<Row> near = spark.sql(statements[2]).collectAsList();
    spark.catalog().dropTempView("points");
    assertThat(bins).hasSize(10);
    for (Row bin : bins) {
      long from = 100 * bin.getLong(0);
      double lowest =
          LongStream.range(from, from + 100)
              .mapToDouble(id -> well(Math.sin((double) id)) + well(Math.cos(7.0 * id)))
              .min()
              .orElseThrow();
      assertThat(bin.getDouble(1)).isCloseTo(lowest, within(1e-12));
    }
    assertThat(near).hasSize(5);
    near.forEach(
        row -> {
          assertThat(row.<Double>getList(1).get(0))
              .isCloseTo(-2 * Math.sin((double) row.getLong(0)), within(1e-12));
          assertThat(row.<Double>getList(1).get(1))
              .isCloseTo(-2 * Math.cos(7.0 * row.getLong(0)), within(1e-12));
        });
  }

  private static double well(double x) {
    return (x * x - 2) * (x * x - 2);
  }

  @Test
  void errorConditionsAreListedAsDeclared() throws IOException {
    String page = Files.readString(Path.of("docs", "sql.md"));
    for (ErrorCondition condition : ErrorCondition.values()) {
      assertThat(page)
          .contains(
              "| `ENERGY_%s` | %s | %s |"
                  .formatted(condition.name(), condition.sqlState(), condition.template()));
    }
  }

  @Test
  void settingsThatPeopleSetAreListedAsDeclared() throws IOException {
    String settings =
        Files.readString(README).split("\n## Settings\n", -1)[1].split("\n## ", -1)[0];
    assertThat(settings.lines().filter(line -> line.startsWith("| `spark.energy.")))
        .hasSizeBetween(3, 5)
        .isSubsetOf(EnergyConf.ENTRIES.stream().map(ReadmeTest::row).toList());
    assertThat(settings).contains("(spark-energy/docs/configuration.md)");
  }

  private static String row(ConfigEntry entry) {
    String byDefault = entry.byDefault().isEmpty() ? "none" : "`" + entry.byDefault() + "`";
    return "| `%s` | %s | %s |".formatted(entry.key(), byDefault, entry.meaning());
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
