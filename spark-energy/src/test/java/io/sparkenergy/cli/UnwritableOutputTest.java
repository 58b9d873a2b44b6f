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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparkenergy.SparkEnergy;
import io.sparkenergy.energy.HarmonicEnergy;
import io.sparkenergy.error.EnergyException;
import io.sparkenergy.error.ErrorCondition;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths that nothing can be written to, for root either: below a file, and in {@code /proc}, which
 * takes no files as a disk that is mounted read-only takes none.
 */
class UnwritableOutputTest {
  private static final String BOWL = "{\"type\":\"harmonic\",\"k\":2}";

  private static final String LAST = "the last job";

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(directory.resolve("in.csv"), "x,y\n1,2\n3,5\n4,4\n");
    Files.writeString(directory.resolve("file"), "not a directory");
  }

  private static SparkSession spark() {
    return SparkSession.builder().getOrCreate();
  }

  private String path(String place) {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux");
    return place.startsWith("/") ? place : directory.resolve(place).toString();
  }

  private int run(String command, String option, String output, String... energy) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    arguments.addAll(List.of(energy));
    arguments.addAll(
        List.of(
            "--input",
            directory.resolve("in.csv").toString(),
            "--format",
            "csv",
            "--features",
            "x,y",
            option,
            output));
    return Main.run(
        arguments.toArray(String[]::new),
        new PrintWriter(new StringWriter(), true),
        new PrintWriter(err, true));
  }

  /** How many jobs some work starts. */
  private static int jobs(Runnable work) throws InterruptedException {
    AtomicInteger jobs = new AtomicInteger();
    CountDownLatch last = new CountDownLatch(1);
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            if (LAST.equals(start.properties().getProperty("spark.job.description"))) {
              last.countDown();
            } else {
              jobs.incrementAndGet();
            }
          }
        };
    SparkContext context = spark().sparkContext();
    context.addSparkListener(listener);
    try {
      work.run();
      // Whoever hears of this one has heard of all before it.
      context.setJobDescription(LAST);
      spark().range(1).count();
      last.await();
    } finally {
      context.setJobDescription(null);
      context.removeSparkListener(listener);
    }
    return jobs.get();
  }

  private void refusedBeforeAnyJob(String option, String output, Runnable work)
      throws InterruptedException {
    assertThat(jobs(work)).isZero();
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains(option + " " + output, "cannot be written: ");
  }

  private void nothingWasWritten() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("in.csv", "file");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file/scored, error",
    "file/deeper/scored, append",
    "/proc/scored, error",
    "/proc/scored, overwrite",
    "/proc/no/such/scored, error"
  })
  void evaluateRefusesItAtOnce(String place, String mode) throws IOException, InterruptedException {
    String output = path(place);
    refusedBeforeAnyJob(
        "--output",
        output,
        () ->
            assertThat(run("evaluate --mode " + mode, "--output", output, "--energy", BOWL))
                .isEqualTo(2));
    nothingWasWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file/energy.json", "/proc/energy.json"})
  void fitRefusesItAtOnce(String place) throws IOException, InterruptedException {
    String output = path(place);
    refusedBeforeAnyJob(
        "--output", output, () -> assertThat(run("fit gaussian", "--output", output)).isEqualTo(2));
    nothingWasWritten();
  }

  @ParameterizedTest
  @CsvSource({"test, --html", "test, --output", "debug, --html", "goodness, --output"})
  void reportsRefuseItAtOnce(String command, String option)
      throws IOException, InterruptedException {
    String output = path("/proc/report");
    refusedBeforeAnyJob(
        option,
        output,
        () -> assertThat(run(command, option, output, "--energy", BOWL)).isEqualTo(2));
    assertThat(run(command, option, path("file/report"), "--energy", BOWL)).isEqualTo(2);
    assertThat(err.toString())
        .contains(option + " " + path("file/report") + ": found no directory");
    assertThat(run(command, option, directory.toString(), "--energy", BOWL)).isEqualTo(2);
    assertThat(err.toString()).contains(directory + " is a directory, expected a file");
    nothingWasWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file/energy", "/proc/energy", "/proc/energy.json"})
  void convertAndSaveRefuseIt(String place) throws IOException {
    String output = path(place);
    int code =
        Main.run(
            new String[] {
              "convert", "--from", "onnx", "--input", "not looked at", "--output", output
            },
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true));
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--output " + output + " cannot be written: ");
    assertThatThrownBy(() -> SparkEnergy.save(spark(), HarmonicEnergy.of(2), output))
        .isInstanceOfSatisfying(
            EnergyException.class,
            e -> assertThat(e.condition()).isEqualTo(ErrorCondition.UNWRITABLE_ENERGY))
        .hasMessageContaining(output);
    nothingWasWritten();
  }

  /** A disk that is there when the job begins, and gone when it ends. */
  @Test
  void whatCannotBeWrittenInTheEndIsAnErrorThatNamesThePath() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    OutputDirectory output =
        OutputDirectory.of(
            place.resolve("scored").toString(), OutputDirectory.Mode.ERROR, new Configuration());
    assertThatThrownBy(
            () ->
                output.write(
                    staging -> {
                      try {
                        Files.delete(Path.of(staging).getParent());
                        Files.delete(place);
                        Files.writeString(place, "no directory any more");
                      } catch (IOException e) {
                        throw new IllegalStateException(e);
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write " + place.resolve("scored") + ": ");
    assertThat(place).hasContent("no directory any more");
  }
}
