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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  /** A notebook of paragraphs, each of a title and a text. */
  private Notebook notebook(String... titlesAndTexts) throws IOException {
    ObjectNode note = JSON.createObjectNode().put("name", "tried");
    note.putObject("config").put("ours", "kept");
    for (int i = 0; i < titlesAndTexts.length; i += 2) {
      note.withArray("/paragraphs")
          .addObject()
          .put("title", titlesAndTexts[i])
          .put("text", titlesAndTexts[i + 1]);
    }
    Path file = directory.resolve("tried.zpln");
    Files.writeString(file, note.toString());
    return Notebook.read(file);
  }

  private static List<Message> shown(Notebook notebook, int number) {
    return notebook.paragraphs().get(number - 1).results();
  }

  private static void renew(Notebook notebook) {
    NotebookRun.of(notebook, paragraph -> {}).renew();
  }

  @Test
  void paragraphsShareOneInterpreterAndWriteTheirResults() throws IOException {
    Notebook notebook =
        notebook(
            "said",
            "%md\n# Title\n\n| a |\n|---|\n| 1 |",
            "settings",
            "%spark.conf\nspark.sql.shuffle.partitions  3\nspark.sql.extensions "
                + "io.sparkenergy.SparkEnergyExtensions\nspark.jars.packages io.sparkenergy:x:1",
            "a closure over a value",
            "%spark\nval shift = 5\nval moved = spark.range(4).map(x => x + shift).collect().sum",
            "a table",
            "%spark\nspark.range(2).createOrReplaceTempView(\"two\")\nz.show(spark.table(\"two\"))",
            "queries",
            "%spark.sql\nSELECT id, energy('{\"type\": \"harmonic\"}', array(2D)) AS e FROM two;\n"
                + "SELECT 1 AS one",
            "a picture",
            "%spark\nprintln(\"%html <b>\" + moved + \"</b>\")",
            "a form",
            "%spark\nz.put(\"chosen\", z.select(\"which\", \"b\", Seq((\"a\", \"A\"), (\"b\", "
                + "\"B\"))))",
            "its value",
            "%spark\nprintln(z.get(\"chosen\").toString + z.input(\"typed\", 1).toString)\n"
                + "println(spark.conf.get(\"spark.sql.shuffle.partitions\"))");
    List<String> titles = new ArrayList<>();
    NotebookRun.of(notebook, paragraph -> titles.add(paragraph.title())).renew();
    notebook.write();

    assertThat(titles).startsWith("said", "settings").hasSize(8);
    Notebook written = Notebook.read(notebook.file());
    assertThat(shown(written, 1))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.type()).isEqualTo("HTML");
              assertThat(message.data()).contains("<h1>Title</h1>").contains("<td>1</td>");
            });
    assertThat(shown(written, 2)).isEmpty();
    // 0 + 1 + 2 + 3 and four times five.
    assertThat(shown(written, 3))
        .singleElement()
        .satisfies(message -> assertThat(message.data()).endsWith("moved: Long = 26\n"));
    assertThat(shown(written, 4)).containsExactly(new Message("TABLE", "id\n0\n1\n"));
    assertThat(shown(written, 5))
        .containsExactly(
            new Message("TABLE", "id\te\n0\t2.0\n1\t2.0\n"), new Message("TABLE", "one\n1\n"));
    assertThat(shown(written, 6)).containsExactly(new Message("HTML", "<b>26</b>\n"));
    assertThat(shown(written, 8)).containsExactly(new Message("TEXT", "b1\n3\n"));
    String text = Files.readString(notebook.file());
    assertThat(JSON.readTree(text).at("/config/ours").asText()).isEqualTo("kept");
    assertThat(JSON.readTree(text).at("/paragraphs/6/settings/forms/which/options").size())
        .isEqualTo(2);
    assertThat(text).startsWith("{\n  \"name\": \"tried\",\n");
    // What was stored is what running gives again.
    NotebookRun.of(written, paragraph -> {}).check();
    assertThat(SparkSession.getDefaultSession().isDefined()).isFalse();
  }

  @Test
  void theFirstErrorIsSaidWithItsParagraph() throws IOException {
    Notebook notebook =
        notebook("good", "%md\nbegin", "snake", "%python\nprint(1)", "never reached", "%md\nend");
    assertThatThrownBy(() -> renew(notebook))
        .isInstanceOf(NotebookFailure.class)
        .hasMessage(
            "tried, paragraph 2, snake: found %python on the first line, expected %md, %spark.conf,"
                + " %spark or %spark.sql");
    assertThat(shown(notebook, 1)).hasSize(1);
    assertThat(shown(notebook, 3)).isEmpty();
  }

  @Test
  void othersPackagesAreRefused() throws IOException {
    Notebook other = notebook("other", "%spark.conf\nspark.jars.packages org.example:x:1");
    assertThatThrownBy(() -> renew(other)).hasMessageContaining("found org.example:x:1");
  }

  @Test
  void resultsOfAnotherKindAreStale() throws IOException {
    Notebook notebook = notebook("said", "%md\ntext");
    assertThatThrownBy(() -> NotebookRun.of(notebook, paragraph -> {}).check())
        .hasMessageContaining("the file shows [], running gave [HTML]");
    renew(notebook);
    NotebookRun.of(notebook, paragraph -> {}).check();
  }

  @Test
  void filesThatAreNoNotebooksAreNamed() throws IOException {
    Path file = directory.resolve("other.zpln");
    Files.writeString(file, "{\"name\": \"x\"}");
    assertThatThrownBy(() -> Notebook.read(file))
        .hasMessageContaining("other.zpln: found no name and paragraphs");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Notebook.read(file)).hasMessageContaining("other.zpln: not JSON");
  }
}
