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

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.GaussianEnergy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command at the end of docs/tutorial.md, as far as spark-submit hands it to the library. */
class TutorialCommandTest {
  private static final String BUNDLE = "spark-energy-bundle_2.12-0.1.0-SNAPSHOT-linux-x86_64.jar";

  private static String command() throws IOException {
    String page = Files.readString(Path.of("docs", "tutorial.md"));
    String block = page.substring(page.lastIndexOf("```bash\n") + "```bash\n".length());
    return block.substring(0, block.indexOf("```"));
  }

  @Test
  void theCommandForAClusterRuns(@TempDir Path directory) throws IOException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    spark
        .range(20)
        .selectExpr("array(40.0 + id, 17.0, 200.0, 4000.0) AS x")
        .write()
        .parquet(directory.resolve("birds.parquet").toString());
    SparkEnergy.save(
        spark, GaussianEnergy.standard(4), directory.resolve("judged.json").toString());
    List<String> words = Arrays.asList(command().replace("\\\n", " ").split("\\s+"));
    assertThat(words.get(0)).isEqualTo("spark-submit");
    assertThat(words).containsSubsequence("--class", Main.class.getName());
    int jar = words.lastIndexOf(BUNDLE);
    assertThat(jar).isPositive();
    String[] arguments =
        words.subList(jar + 1, words.size()).stream()
            .map(word -> word.replace("hdfs:///", directory + "/"))
            .toArray(String[]::new);
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    assertThat(code).as(err.toString()).isZero();
    assertThat(spark.read().parquet(directory.resolve("scored.parquet").toString()).count())
        .isEqualTo(20);
  }
}
