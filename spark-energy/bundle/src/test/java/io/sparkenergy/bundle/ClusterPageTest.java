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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/cluster.md says is what runs, on a master and two workers. */
@Tag("cluster")
class ClusterPageTest {
  private static final Path LIBRARY = Path.of(System.getProperty("library"));
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));
  private static final String SCALA = System.getProperty("scala.binary.version");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- executed by ClusterPageTest -->\n```(\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final int ROWS = 1000;

  @TempDir static Path directory;
  private static Path folder;
  private static StandaloneCluster cluster;
  private static List<Block> blocks;

  private record Block(String language, String text) {
    boolean submits() {
      return text.startsWith("spark-submit ");
    }
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    folder = Files.createDirectories(directory.resolve("job"));
    cluster = new StandaloneCluster(directory, 2);
    blocks = blocks();
    points();
    for (Path place : List.of(folder, Files.createDirectories(directory.resolve("opt")))) {
      Files.createSymbolicLink(place.resolve(BUNDLE.getFileName()), BUNDLE);
    }
    for (Block block : blocks) {
      if (block.language().equals("java")) {
        Files.writeString(folder.resolve("ScoreRows.java"), block.text());
      } else if (block.text().startsWith("<ivysettings>")) {
        Files.writeString(folder.resolve("ivysettings.xml"), block.text());
      } else if (block.text().startsWith("javac ")) {
        run("javac", block.text());
      }
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static List<Block> blocks() throws IOException {
    List<Block> found = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(LIBRARY.resolve("docs/cluster.md")));
    while (matcher.find()) {
      found.add(new Block(matcher.group(1), placed(matcher.group(2))));
    }
    return found;
  }

  /** With this machine's addresses, folders and versions in place of the page's. */
  private static String placed(String text) {
    String platform = BUNDLE.getFileName().toString().replaceAll("^.*-SNAPSHOT-|\\.jar$", "");
    String repository = Path.of(System.getProperty("maven.repository")).toUri().toString();
    return text.replace("spark://master:7077", cluster.url())
        .replace("_2.12", "_" + SCALA)
        .replace("linux-x86_64", platform)
        .replace("/data/", directory.resolve("data") + "/")
        .replace("/opt/spark-energy/", directory.resolve("opt") + "/")
        .replace(
            "https://repository.example.org/maven",
            Path.of(System.getProperty("published.folder")).toUri().toString())
        .replace(
            "name=\"central\" m2compatible=\"true\"",
            "name=\"central\" m2compatible=\"true\" root=\"%s\"".formatted(repository));
  }

  private static String run(String name, String commands) throws IOException, InterruptedException {
    return cluster.await(name, cluster.bash(name, folder, commands));
  }

  private static void points() throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      spark
          .range(0, ROWS, 1, 4)
          .selectExpr("id", "array(sin(id), cos(7 * id)) AS x")
          .write()
          .parquet(directory.resolve("data/points.parquet").toString());
    }
  }

  @Test
  void submittedCommandsScoreEveryRow() throws IOException, InterruptedException {
    int submitted = 0;
    List<String> outputs = new ArrayList<>();
    String defaults = Files.readString(cluster.defaults());
    for (Block block : blocks) {
      if (block.language().equals("properties")) {
        Files.writeString(cluster.defaults(), block.text(), StandardOpenOption.APPEND);
      } else if (block.submits()) {
        String name = "block-" + submitted++;
        run(name, block.text());
        outputs.add(block.text().replaceAll("(?s).*(" + directory + "/data/scored\\S*).*", "$1"));
      }
    }
    Files.writeString(cluster.defaults(), defaults);
    assertThat(outputs).hasSize(5).doesNotHaveDuplicates();
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      for (String output : outputs) {
        requireDoubleWell(spark.read().parquet(output).collectAsList());
      }
    }
  }

  /** Σ (xᵢ² - 2)². */
  private static void requireDoubleWell(List<Row> rows) {
    assertThat(rows).hasSize(ROWS);
    for (Row row : rows) {
      double x = Math.sin(row.<Long>getAs("id"));
      double y = Math.cos(7.0 * row.<Long>getAs("id"));
      double expected = Math.pow(x * x - 2, 2) + Math.pow(y * y - 2, 2);
      assertThat(row.getDouble(2)).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void everyBlockIsUsed() {
    assertThat(blocks)
        .allSatisfy(
            block ->
                assertThat(
                        block.submits()
                            || block.text().startsWith("javac ")
                            || block.text().startsWith("<dependency>")
                            || block.text().startsWith("<ivysettings>")
                            || List.of("java", "properties").contains(block.language()))
                    .as(block.text())
                    .isTrue());
  }

  @Test
  void mavensDependenciesAreThoseOfTheProjectThatIsBuiltWithThem() throws IOException {
    String project = Files.readString(LIBRARY.resolve("consumer/pom.xml"));
    String dependencies =
        blocks.stream()
            .map(Block::text)
            .filter(text -> text.startsWith("<dependency>"))
            .findFirst()
            .orElseThrow();
    assertThat(project).contains(dependencies.replaceAll("(?m)^", "    ").stripTrailing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
--jars %s | UNRESOLVED_ROUTINE | `energy`
--conf spark.sql.extensions=io.sparkenergy.SparkEnergyExtensions | ClassNotFoundException: io.sparkenergy.SparkEnergyExtensions | UNRESOLVED_ROUTINE
--packages io.sparkenergy:none:1 --conf spark.jars.ivySettings=ivysettings.xml | UNRESOLVED DEPENDENCIES | io.sparkenergy#none;1
""")
  void whatIsForgottenIsSaid(String options, String message, String detail) {
    String command =
        "spark-submit --master 'local[1]' %s --class ScoreRows score-rows.jar %s/points.parquet none"
            .formatted(options.replace("%s", BUNDLE.toString()), directory.resolve("data"));
    assertThatThrownBy(() -> run("forgotten", command))
        .hasMessageContaining("ended with ")
        .hasMessageContaining(message)
        .hasMessageContaining(detail);
  }
}
