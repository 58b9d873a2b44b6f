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
package io.sparkenergy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.documentation.MarkdownPage;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.imports.onnx.OnnxSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands of the pages run, one after the other in a folder with the files that they name:
 * each ends with exit code 0, and what it is to write is there.
 */
class CommandBlocksTest {
  private static final String LAUNCHER = "spark-energy/bin/spark-energy";
  private static final Pattern WORD = Pattern.compile("(?:'([^']*)'|\"([^\"]*)\"|(\\S+))");
  private static final SparkSession SPARK = SparkSession.builder().getOrCreate();

  @TempDir private Path folder;
  private final List<Path> written = new ArrayList<>();

  @BeforeEach
  void writeInputs() throws IOException {
    Dataset<Row> normal =
        SPARK
            .range(0, 500, 1, 2)
            .selectExpr("id", "array(randn(3), randn(4)) as x", "double(1 + id % 3) as w")
            .withColumnRenamed("x", "features")
            .selectExpr("*", "features as x");
    normal.write().parquet(path("points.parquet"));
    normal.write().parquet(path("rows.parquet"));
    normal.write().parquet(path("new.parquet"));
    SPARK
        .range(0, 400, 1, 2)
        .selectExpr("id", "array(randn(5), randn(6)) as features")
        .write()
        .parquet(path("old.parquet"));
    SparkEnergy.save(SPARK, HarmonicEnergy.of(1), path("energy.json"));
    SparkEnergy.save(SPARK, HarmonicEnergy.of(1), path("model.json"));
    SparkEnergy.save(SPARK, HarmonicEnergy.of(3), path("old.json"));
    SparkEnergy.save(SPARK, HarmonicEnergy.of(1), path("new.json"));
    Files.write(folder.resolve("model.onnx"), OnnxSample.sumOfSquares());
    Files.copy(
        MarkdownPage.REPOSITORY.resolve("examples/data/penguins.csv"), folder.resolve("birds.csv"));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, 11",
    "spark-energy/docs/configuration.md, 1",
    "spark-energy/docs/pipelines.md, 2",
    "spark-energy/docs/diagnostics.md, 3",
    "spark-energy/docs/goodness-of-fit.md, 3"
  })
  void commandsRunOneAfterTheOther(String page, int commands) throws IOException {
    int run = 0;
    for (String block : MarkdownPage.read(page).blocks("bash", CommandBlocksTest.class)) {
      for (String command : block.replace("\\\n", " ").split("\n", -1)) {
        if (!command.isBlank()) {
          run(command);
          run++;
        }
      }
      assertThat(written).allSatisfy(file -> assertThat(file).exists());
      clear();
    }
    assertThat(run).isEqualTo(commands);
  }

  /** The next block of a page writes anew. */
  private void clear() {
    assertThat(written).allMatch(path -> FileUtil.fullyDelete(path.toFile()));
    written.clear();
  }

  @Test
  void theFirstCommandOfTheReadmeGivesTheWellsEnergies() throws IOException {
    String block = MarkdownPage.read("README.md").blocks("bash", CommandBlocksTest.class).get(0);
    run(block.replace("\\\n", " ").split("\n", -1)[0]);
    List<Row> rows = SPARK.read().parquet(path("scored.parquet")).collectAsList();
    assertThat(rows).hasSize(500);
    for (Row row : rows) {
      List<Double> x = row.getList(row.fieldIndex("x"));
      double expected = x.stream().mapToDouble(entry -> Math.pow(entry * entry - 2, 2)).sum();
      assertThat(row.<Double>getAs("energy")).isCloseTo(expected, within(1e-12 * (1 + expected)));
    }
  }

  private void run(String command) {
    List<String> words = words(command);
    assertThat(words.get(0)).isEqualTo(LAUNCHER);
    Map<String, String> settings = new TreeMap<>();
    int at = 1;
    // The launcher hands these to spark-submit; the session of the tests is there already.
    while (words.get(at).startsWith("--")) {
      if (words.get(at).equals("--conf")) {
        String[] setting = words.get(at + 1).split("=", 2);
        settings.put(setting[0], setting[1]);
      } else {
        assertThat(words.get(at)).as(command).isEqualTo("--master");
      }
      at += 2;
    }
    String[] arguments =
        words.subList(at, words.size()).stream().map(this::placed).toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    settings.forEach(SPARK.conf()::set);
    try {
      int code = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
      assertThat(code).as("%s: %s%s", command, out, err).isZero();
    } finally {
      settings.keySet().forEach(SPARK.conf()::unset);
    }
    for (int i = 0; i < arguments.length - 1; i++) {
      if (arguments[i].equals("--output") || arguments[i].equals("--html")) {
        written.add(Path.of(arguments[i + 1]));
      }
    }
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(
            (MatchResult word) ->
                word.group(1) != null
                    ? word.group(1)
                    : word.group(2) != null ? word.group(2) : word.group(3))
        .toList();
  }

  private String placed(String argument) {
    if (argument.startsWith("examples/")) {
      return MarkdownPage.REPOSITORY.resolve(argument).toString();
    }
    return argument.matches("[\\w-]+\\.(json|parquet|csv|onnx|html)") ? path(argument) : argument;
  }
}
