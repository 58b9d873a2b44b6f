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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The notebooks of this folder: all paragraphs run, and they are written as Zeppelin wants them.
 */
class NotebooksTest {
  static List<Path> notebooks() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("."))) {
      return entries.filter(entry -> entry.toString().endsWith(".zpln")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void runsToTheEndAndShowsWhatTheFileShows(Path file) throws IOException {
    NotebookRun.of(Notebook.read(file), paragraph -> {}).check();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void keepsTheConventions(Path file) throws IOException {
    Notebook notebook = Notebook.read(file);
    assertThat(notebook.name()).startsWith("spark-energy/");
    List<Paragraph> paragraphs = notebook.paragraphs();
    assertThat(paragraphs.get(0).interpreter()).isEqualTo("md");
    assertThat(paragraphs.get(1).interpreter()).isEqualTo("spark.conf");
    assertThat(paragraphs)
        .allSatisfy(
            paragraph -> {
              assertThat(paragraph.interpreter())
                  .isIn(Set.of("md", "spark.conf", "spark", "spark.sql"));
              if (paragraph.interpreter().equals("md")) {
                assertThat(paragraph.config("editorHide").asBoolean()).isTrue();
              } else {
                assertThat(paragraph.config("title").asBoolean()).isTrue();
                assertThat(paragraph.title()).isNotBlank();
              }
              // A value's echo beside a picture would be part of the picture.
              assertThat(paragraph.results())
                  .filteredOn(message -> message.type().equals("HTML"))
                  .allSatisfy(message -> assertThat(message.data().strip()).endsWith(">"));
            });
  }

  /** The fields that Zeppelin 0.10 to 0.12 read, in the form in which they write them. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void hasTheFieldsThatZeppelinImports(Path file) throws IOException {
    JsonNode note = new ObjectMapper().readTree(Files.readString(file));
    assertThat(note.path("id").asText()).isNotBlank();
    assertThat(note.path("defaultInterpreterGroup").asText()).isEqualTo("spark");
    assertThat(note.path("config").isObject()).isTrue();
    List<JsonNode> paragraphs = new ArrayList<>();
    note.path("paragraphs").forEach(paragraphs::add);
    assertThat(paragraphs)
        .extracting(paragraph -> paragraph.path("id").asText())
        .doesNotHaveDuplicates();
    assertThat(paragraphs)
        .allSatisfy(
            paragraph -> {
              assertThat(paragraph.path("text").asText()).startsWith("%");
              assertThat(paragraph.path("id").asText()).isNotBlank();
              assertThat(paragraph.path("status").asText()).isEqualTo("FINISHED");
              assertThat(paragraph.at("/settings/params").isObject()).isTrue();
              assertThat(paragraph.at("/settings/forms").isObject()).isTrue();
              assertThat(paragraph.at("/results/code").asText()).isEqualTo("SUCCESS");
              assertThat(paragraph.at("/results/msg").isArray()).isTrue();
              assertThat(paragraph.at("/results/msg"))
                  .allSatisfy(
                      message -> {
                        assertThat(message.path("type").asText()).isIn("TEXT", "TABLE", "HTML");
                        assertThat(message.path("data").asText()).isNotBlank();
                      });
            });
  }

  /** Zeppelin's Spark is one of Scala 2.12. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void namesThePackagesThatThisBuildMakes(Path file) throws IOException {
    Properties conf = new Properties();
    conf.load(new StringReader(Notebook.read(file).paragraphs().get(1).body()));
    String version = System.getProperty("project.version");
    assertThat(conf.getProperty("spark.jars.packages").split(","))
        .isSubsetOf(
            "io.sparkenergy:spark-energy_2.12:" + version,
            "io.sparkenergy:spark-energy-examples_2.12:" + version,
            "io.sparkenergy:spark-energy-natives:" + version)
        .contains(
            "io.sparkenergy:spark-energy_2.12:" + version,
            "io.sparkenergy:spark-energy-natives:" + version);
    assertThat(conf.getProperty("spark.sql.extensions"))
        .isEqualTo("io.sparkenergy.SparkEnergyExtensions");
  }
}
