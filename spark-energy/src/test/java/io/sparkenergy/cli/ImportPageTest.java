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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.EnergyFunction;
import io.sparkenergy.imports.safetensors.MlpWeights;
import io.sparkenergy.imports.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/import.md says is what runs. */
class ImportPageTest {
  private static final Path PAGE = Path.of("docs", "import.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/sparkenergy/cli/ImportPageTest.java");
  private static final String LAUNCHER = "spark-energy/bin/spark-energy ";
  private static final Path WEIGHTS = Path.of("..", "examples", "data", "ring.safetensors");

  private static Dataset<Row> points() {
    return SparkSession.builder()
        .getOrCreate()
        .range(200)
        .selectExpr("id", "array(3 * sin(id), 3 * cos(7 * id)) as x");
  }

  @Test
  void commandsLeadFromWeightsToScoredParquet(@TempDir Path directory) throws IOException {
    points().write().parquet(directory.resolve("points.parquet").toString());
    String page = Files.readString(PAGE);
    String[] commands = between(page, "```bash\n", "```").replace("\\\n", " ").split("\n", -1);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int run = 0;
    for (String command : commands) {
      if (!command.isBlank()) {
        assertThat(command).startsWith(LAUNCHER);
        String[] arguments = command.substring(LAUNCHER.length()).strip().split("\\s+", -1);
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = placed(arguments[i], directory);
        }
        int code = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        assertThat(code).as("%s: %s", command, err).isZero();
        run++;
      }
    }
    assertThat(run).isEqualTo(2);
    assertThat(out.toString().replace(directory + "/", ""))
        .startsWith(between(page, "made of the file:\n\n```\n", "```"));
    requireRing(
        SparkSession.builder()
            .getOrCreate()
            .read()
            .parquet(directory.resolve("scored.parquet").toString()));
  }

  private static String placed(String argument, Path directory) {
    if (argument.startsWith("examples/")) {
      return "../" + argument;
    }
    boolean file = argument.endsWith(".json") || argument.endsWith(".parquet");
    return file ? directory.resolve(argument).toString() : argument;
  }

  @Test
  void javaSnippetRuns() throws IOException {
    Dataset<Row> points = points();
    // snippet
    SafetensorsFile file = SafetensorsFile.read(Path.of("../examples/data/ring.safetensors"));
    EnergyFunction ring = MlpWeights.of(file).energy(Activation.SILU);
    Dataset<Row> scored = SparkEnergy.evaluate(points, ring, "x");
    // end of snippet
    requireRing(scored);
    String snippet = between(Files.readString(SOURCE), "// snippet\n", "    // end of snippet");
    assertThat(between(Files.readString(PAGE), "```java\n", "```"))
        .isEqualTo(snippet.replaceAll("(?m)^ {4}", "").replace("../examples", "examples"));
  }

  /** The network once more, in plain Java: every energy, and scores by differences. */
  private static void requireRing(Dataset<Row> scored) throws IOException {
    byte[] bytes = Files.readAllBytes(WEIGHTS);
    List<Row> rows = scored.select("x", "energy", "score").collectAsList();
    assertThat(rows).hasSize(200);
    double onRing = 0;
    double offRing = Double.POSITIVE_INFINITY;
    for (Row row : rows) {
      double[] x = row.<Double>getList(0).stream().mapToDouble(Double::doubleValue).toArray();
      double energy = row.getDouble(1);
      assertThat(energy).isCloseTo(network(bytes, x[0], x[1]), within(1e-11));
      double step = 1e-5;
      double slope =
          (network(bytes, x[0] + step, x[1]) - network(bytes, x[0] - step, x[1])) / (2 * step);
      assertThat(row.<Double>getList(2).get(0))
          .isCloseTo(-slope, within(1e-5 * (1 + Math.abs(slope))));
      double off = Math.abs(Math.hypot(x[0], x[1]) - 2);
      onRing = off < 0.2 ? Math.max(onRing, energy) : onRing;
      offRing = off > 1 ? Math.min(offRing, energy) : offRing;
    }
    assertThat(onRing).isPositive().isLessThan(offRing);
  }

  private static double network(byte[] bytes, double... x) throws IOException {
    double[] hidden = x;
    for (int layer = 0; layer <= 4; layer += 2) {
      double[] weights = tensor(bytes, "network." + layer + ".weight");
      double[] next = tensor(bytes, "network." + layer + ".bias");
      for (int o = 0; o < next.length; o++) {
        for (int i = 0; i < hidden.length; i++) {
          next[o] += weights[o * hidden.length + i] * hidden[i];
        }
        next[o] *= layer < 4 ? 1 / (1 + Math.exp(-next[o])) : 1;
      }
      hidden = next;
    }
    return hidden[0];
  }

  private static double[] tensor(byte[] bytes, String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) file.getLong(0);
    JsonNode entry =
        new ObjectMapper()
            .readTree(new String(bytes, 8, header, StandardCharsets.UTF_8))
            .get(name)
            .get("data_offsets");
    int begin = 8 + header + entry.get(0).intValue();
    double[] values = new double[(entry.get(1).intValue() - entry.get(0).intValue()) / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = file.getFloat(begin + 4 * i);
    }
    return values;
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
