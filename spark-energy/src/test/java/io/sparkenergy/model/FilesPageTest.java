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
package io.sparkenergy.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkenergy.SparkEnergy;
import io.sparkenergy.documentation.MarkdownPage;
import io.sparkenergy.energy.Activation;
import io.sparkenergy.energy.MlpEnergy;
import io.sparkenergy.energy.MlpEnergy.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The energy.json that docs/files.md shows is what is written, but for what it leaves out. */
class FilesPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void energyJsonOfALargeModelIsAsShown(@TempDir Path folder) throws IOException {
    double[][] weights = new double[512][64];
    for (int i = 0; i < 512; i++) {
      for (int j = 0; j < 64; j++) {
        weights[i][j] = (i - j) / 512.0;
      }
    }
    double[] offsets = new double[512];
    Arrays.setAll(offsets, i -> 0.25 * (i + 1));
    Layer last = Layer.of(new double[1][512], new double[] {0});
    MlpEnergy energy = MlpEnergy.of(Activation.SILU, Layer.of(weights, offsets), last);
    String path = folder.resolve("energy").toString();
    SparkEnergy.save(SparkSession.builder().getOrCreate(), energy, path);

    JsonNode written = JSON.readTree(Path.of(path, "energy.json").toFile());
    List<String> blocks =
        MarkdownPage.read("spark-energy/docs/files.md").blocks("json", FilesPageTest.class);
    assertThat(blocks).hasSize(1);
    JsonNode shown = JSON.readTree(blocks.get(0).replaceAll(",\\s*…", ""));
    assertThat(shown.size()).isEqualTo(written.size());
    for (String field : List.of("type", "activation", "parameters")) {
      assertThat(written.get(field)).isEqualTo(shown.get(field));
    }
    JsonNode first = written.get("layers").get(0);
    JsonNode firstShown = shown.get("layers").get(0);
    assertThat(first.get("W")).isEqualTo(firstShown.get("W"));
    assertThat(first.get("b")).startsWith(firstShown.get("b").get(0), firstShown.get("b").get(1));
    assertThat(Files.size(Path.of(path, "parameters.bin")))
        .isEqualTo(shown.get("parameters").get("bytes").longValue());
  }
}
