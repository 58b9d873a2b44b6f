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
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a model of 100 MB travels to an executor that is a JVM of its own. */
class LargeModelTest {
  private static final long MODEL_BYTES = 8L * LargeModelJob.HIDDEN * LargeModelJob.HIDDEN;

  @TempDir private Path home;

  @Test
  void aLargeModelIsBroadcastOnceAndReadOnceHoweverManyTasksUseIt() throws Exception {
    Map<String, String> found = job();

    assertThat(Double.parseDouble(found.get("sum"))).isCloseTo(expectedSum(), within(1e-8));
    assertThat(found).containsEntry("reads", "1").containsEntry("driver", "0");
    // One broadcast holds the model; what tasks are made of is another, for each stage.
    assertThat(Long.parseLong(found.get("largest"))).isBetween(MODEL_BYTES, 2 * MODEL_BYTES);
    assertThat(Long.parseLong(found.get("second"))).isLessThan(64 << 10);
    // The energy, its packed copy, and Spark's own: the broadcast's blocks and the value of them.
    assertThat(Long.parseLong(found.get("used"))).isLessThan(5 * MODEL_BYTES);
  }

  private Map<String, String> job() throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("bin", "jvm.options"));
    command.add("-Xmx1g");
    settings(classPath).forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", classPath, LargeModelJob.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", scalaVersion());
    Path log = home.resolve("log");
    builder.redirectError(log.toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return out.lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  /** Executors are started from a home with Spark's jars; what is no jar stands before them. */
  private Map<String, String> settings(String classPath) throws IOException {
    Path jars = Files.createDirectory(home.resolve("jars"));
    List<String> folders = new ArrayList<>();
    int links = 0;
    for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        folders.add(path.toString());
      } else if (Files.exists(path)) {
        Files.createSymbolicLink(jars.resolve(links++ + "-" + path.getFileName()), path);
      }
    }
    String options = String.join(" ", Files.readAllLines(Path.of("bin", "jvm.options")));
    return Map.of(
        "spark.master", "local-cluster[1,2,1024]",
        "spark.app.name", "large model",
        "spark.ui.enabled", "false",
        "spark.sql.shuffle.partitions", "2",
        "spark.sql.extensions", "io.sparkenergy.SparkEnergyExtensions",
        "spark.energy.backend", "cpu",
        "spark.executor.extraClassPath", String.join(File.pathSeparator, folders),
        "spark.executor.extraJavaOptions", options,
        "spark.sql.warehouse.dir", home.resolve("warehouse").toString(),
        "spark.local.dir", home.resolve("local").toString());
  }

  private static String scalaVersion() {
    return scala.util.Properties.versionNumberString().replaceAll("\\.\\d+$", "");
  }

  /** Two rows of each id modulo 4 in every four, layer by layer. */
  private static double expectedSum() {
    double[][][] weights = LargeModelJob.weights();
    double sum = 0;
    for (int id = 0; id < 4; id++) {
      double[] hidden = new double[LargeModelJob.INPUTS];
      Arrays.fill(hidden, Math.sin(id));
      for (int layer = 0; layer < 2; layer++) {
        hidden = Arrays.stream(times(weights[layer], hidden)).map(h -> Math.max(h, 0)).toArray();
      }
      sum += times(weights[2], hidden)[0] * 2 * LargeModelJob.TASKS / 4;
    }
    return sum;
  }

  private static double[] times(double[][] matrix, double... vector) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }
}
