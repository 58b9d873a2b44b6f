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

import io.sparkenergy.catalyst.WatchedBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose job is cancelled, or whose process is told to end, while they evaluate. */
class StoppedCommandTest {
  private static final String[] EVALUATE = {
    "evaluate", "--energy", "{\"type\":\"harmonic\",\"k\":2}", "--format", "csv"
  };

  @TempDir private Path directory;
  private Path input;

  @BeforeEach
  void writeInput() throws IOException {
    input = directory.resolve("in.csv");
    Files.write(
        input, IntStream.range(0, 20_000).mapToObj(i -> i == 0 ? "x" : "" + i % 101).toList());
  }

  private String[] arguments() {
    List<String> arguments = new ArrayList<>(List.of(EVALUATE));
    arguments.addAll(
        List.of(
            "--features",
            "x",
            "--input",
            input.toString(),
            "--output",
            directory.resolve("out").toString()));
    return arguments.toArray(String[]::new);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private boolean isWriting() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("part-"));
    } catch (IOException | UncheckedIOException e) {
      // A folder of Spark's came or went.
      return false;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int k = 0; k < 4800 && !condition.getAsBoolean(); k++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aCancelledJobIsOneLineAndLeavesNothing()
      throws IOException, InterruptedException, ExecutionException {
    SparkSession spark = SparkSession.builder().getOrCreate();
    WatchedBackend.reset();
    WatchedBackend.DELAY.set(100);
    spark.conf().set("spark.energy.backend", WatchedBackend.NAME);
    spark.conf().set("spark.energy.batch.rows", "1");
    StringWriter err = new StringWriter();
    try {
      CompletableFuture<Integer> code =
          CompletableFuture.supplyAsync(
              () ->
                  Main.run(
                      arguments(),
                      new PrintWriter(new StringWriter(), true),
                      new PrintWriter(err, true)));
      await(() -> WatchedBackend.ROWS.get() > 3);
      spark.sparkContext().cancelAllJobs();
      assertThat(code.get()).isEqualTo(1);
    } finally {
      spark.conf().unset("spark.energy.backend");
      spark.conf().unset("spark.energy.batch.rows");
      WatchedBackend.DELAY.set(0);
    }
    assertThat(err.toString().lines()).singleElement().asString().contains("cancelled");
    await(() -> WatchedBackend.OPEN.get() == 0);
    assertThat(files()).containsExactly("in.csv");
  }

  /** As by Ctrl-C, by {@code kill}, or by a scheduler whose patience is over. */
  @Test
  void aProcessThatIsToldToEndLeavesNothing() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@" + Path.of("bin", "jvm.options"), "-Xmx512m"));
    command.addAll(
        List.of(
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.energy.backend=" + WatchedBackend.NAME,
            "-Dspark.energy.batch.rows=1",
            "-Dwatched.delay=100",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Path log = directory.resolve("log");
    Process process = builder.redirectOutput(log.toFile()).start();
    await(() -> isWriting() || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    process.destroy();
    assertThat(process.waitFor()).as(Files.readString(log)).isEqualTo(128 + 15);
    assertThat(files()).containsExactly("in.csv", "log");
  }
}
