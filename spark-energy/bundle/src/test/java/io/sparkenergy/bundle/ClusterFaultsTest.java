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
import static org.assertj.core.api.Assertions.within;

import io.sparkenergy.bundle.job.Disturbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of reports, memory, files and messages when jobs are disturbed. */
@Tag("cluster")
class ClusterFaultsTest {
  private static final long MEGABYTE = 1 << 20;

  /** All of the heap is physical memory from the start, so that what comes later is native. */
  private static final String FIXED_HEAP = "-Xms512m -XX:+AlwaysPreTouch";

  /** What Spark's own libraries leave in a temporary folder when their process is killed. */
  private static final Pattern SPARKS =
      Pattern.compile("(snappy|liblz4-java|libzstd-jni|libnetty_|spark-|blockmgr-|hsperfdata).*");

  @TempDir static Path directory;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new StandaloneCluster(directory, 2);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    cluster.close();
    // An executor whose worker is gone ends by itself.
    for (int k = 0; k < 600 && !cluster.processes().isEmpty(); k++) {
      Thread.sleep(100);
    }
    assertThat(cluster.processes()).isEmpty();
  }

  private static Process submit(String name, String options, String more, String... runs)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--jars", System.getProperty("bundle")));
    arguments.addAll(
        List.of(
            "--conf",
            "spark.executor.extraJavaOptions=-Djava.io.tmpdir="
                + cluster.temporary(name)
                + " "
                + options));
    if (!more.isEmpty()) {
      arguments.addAll(List.of(more.split(" ", -1)));
    }
    arguments.addAll(List.of("--class", Disturbed.class.getName()));
    arguments.add(JobJar.in(directory).toString());
    arguments.add(marks(name, "").toString());
    arguments.addAll(List.of(runs));
    return cluster.submit(name, arguments.toArray(String[]::new));
  }

  private static Path marks(String name, String run) {
    return directory.resolve(name).resolve(run);
  }

  /** Nothing of ours; and nothing at all where no process was killed. */
  private static void nothingIsLeft(String name, boolean killed)
      throws IOException, InterruptedException {
    List<String> left = left(name, killed);
    // Executors end after their driver.
    for (int k = 0; k < 600 && !left.isEmpty(); k++) {
      Thread.sleep(100);
      left = left(name, killed);
    }
    assertThat(left).isEmpty();
  }

  private static List<String> left(String name, boolean killed) throws IOException {
    try (Stream<Path> files = Files.list(cluster.temporary(name))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !killed || !SPARKS.matcher(file).matches())
          .toList();
    }
  }

  /** The bytes of each executor, as a line tells them. */
  private static List<Long> memory(JobOutput output, String when) {
    Matcher matcher = Pattern.compile("\\d+=(\\d+)").matcher(output.line("MEMORY " + when));
    List<Long> bytes = matcher.results().map(found -> Long.valueOf(found.group(1))).toList();
    assertThat(bytes).as(when).hasSize(2);
    return bytes;
  }

  private static void memoryIsGivenBack(JobOutput output) {
    List<Long> before = memory(output, "before");
    List<Long> during = memory(output, "during");
    List<Long> after = memory(output, "after");
    for (int executor = 0; executor < 2; executor++) {
      // Batches of 1024 rows of an energy with 4096 hidden numbers, several times.
      assertThat(during.get(executor) - before.get(executor)).isGreaterThan(60 * MEGABYTE);
      assertThat(after.get(executor) - before.get(executor)).isLessThan(30 * MEGABYTE);
    }
  }

  @Test
  void reportsAreTheSameWhateverBecomesOfTheirTasks() throws IOException, InterruptedException {
    String name = "diagnosed";
    Process application =
        submit(
            name,
            "",
            "--conf spark.speculation=true --conf spark.speculation.quantile=0.5"
                + " --conf spark.speculation.minTaskRuntime=2s",
            "diagnosed",
            "diagnosed-killed",
            "diagnosed-failing-slow");
    cluster.awaitMarks(name, application, marks(name, "diagnosed-killed"), 3);
    assertThat(cluster.killExecutor()).isTrue();
    // After both passes of rows, in the one that shuffles them.
    cluster.awaitMarks(name, application, marks(name, "diagnosed-killed"), 40);
    assertThat(cluster.killExecutor()).isTrue();
    JobOutput output = new JobOutput(cluster.await(name, application));

    long n = JobOutput.ROWS;
    double mean = (double) JobOutput.sum(i -> energy(i)) / n;
    // Σ (E - mean)² n = n Σ E² - (Σ E)², exact in whole numbers.
    long squares = JobOutput.sum(i -> energy(i) * energy(i));
    double std =
        Math.sqrt(
            (double) (n * squares - JobOutput.sum(i -> energy(i)) * JobOutput.sum(i -> energy(i)))
                / n
                / (n - 1));
    long large = LongStream.range(0, n).filter(i -> 4 * energy(i) > 150 * 150).count();
    for (String run : List.of("diagnosed", "diagnosed-killed", "diagnosed-failing-slow")) {
      Matcher debug =
          output.match(
              "DEBUG %s: 12000 rows, 12000 energies, mean (\\S+), std (\\S+), min 0.0, max 10036.0,"
                      .formatted(run)
                  + " %d large, (.*)".formatted(large));
      assertThat(Double.parseDouble(debug.group(1))).isCloseTo(mean, within(1e-12 * mean));
      assertThat(Double.parseDouble(debug.group(2))).isCloseTo(std, within(1e-12 * std));
      assertThat(debug.group(3))
          .isEqualTo(output.match("DEBUG diagnosed: .* large, (.*)").group(1));
      Matcher test =
          output.match(
              "TEST %s: 12000 rows, 12000 energies, mean (\\S+), std (\\S+), min 0.0, max 10036.0, passed true"
                  .formatted(run));
      assertThat(Double.parseDouble(test.group(1))).isCloseTo(mean, within(1e-12 * mean));
      assertThat(Double.parseDouble(test.group(2))).isCloseTo(std, within(1e-12 * std));
      Matcher fit = output.match("FIT %s: 12000 rows, (\\S+), (\\S+), (.*)".formatted(run));
      assertThat(Double.parseDouble(fit.group(1))).isCloseTo(mean, within(1e-12 * mean));
      // ½ ‖s‖² - ΔE = 2 E - 4.
      assertThat(Double.parseDouble(fit.group(2)))
          .isCloseTo(2 * mean - 4, within(1e-12 * (2 * mean - 4)));
      assertThat(fit.group(3))
          .isEqualTo(output.match("FIT diagnosed: 12000 rows, \\S+ \\S+ (.*)").group(1));
    }
    nothingIsLeft(name, true);
  }

  private static long energy(long i) {
    return (i % 101) * (i % 101) + (i % 7) * (i % 7);
  }

  @Test
  void executorsOutliveCancelledJobsDeletedFilesAndWantOfMemory()
      throws IOException, InterruptedException {
    String name = "starved";
    Process application =
        submit(
            name,
            FIXED_HEAP
                + " -Dorg.bytedeco.javacpp.maxPhysicalBytes=1200m"
                + " -Dorg.bytedeco.javacpp.maxRetries=1",
            "--conf spark.task.maxFailures=2",
            "hinges-before",
            "hinges-cancelled",
            "hinges-json-deleted",
            "hinges-starved",
            "hinges-after",
            "hinges-on-cpu");
    JobOutput output = new JobOutput(cluster.await(name, application));

    assertThat(output.hinges("hinges-before")).isZero();
    assertThat(output.line("CANCELLED")).contains("cancelled", "to be cancelled");
    assertThat(output.line("OUTPUT")).isEqualTo("[]");
    memoryIsGivenBack(output);
    assertThat(output.line("SAVED")).isEqualTo("[hinges.json]");
    assertThat(output.hinges("hinges-json-deleted")).isZero();
    assertThat(output.line("GONE"))
        .contains(
            "energy file " + marks(name, "hinges-json-deleted/hinges.json") + " cannot be read");
    assertThat(output.line("STARVED"))
        .contains("[ENERGY_NATIVE_MEMORY]", "spark.executor.memoryOverhead");
    // Each task that failed was tried again, on executors that went on.
    output.match("LOST 0 executors, \\d+ tasks failed");
    assertThat(output.hinges("hinges-after")).isZero();
    assertThat(output.hinges("hinges-on-cpu")).isZero();
    nothingIsLeft(name, false);
  }

  @Test
  void aPlanCarriesItsEnergyAlsoToExecutorsThatComeLater()
      throws IOException, InterruptedException {
    String name = "deleted";
    Process application = submit(name, "", "", "hinges-directory-deleted");
    cluster.awaitMarks(name, application, marks(name, "hinges-directory-deleted"), 3);
    assertThat(cluster.killExecutor()).isTrue();
    JobOutput output = new JobOutput(cluster.await(name, application));

    assertThat(output.line("SAVED")).isEqualTo("[energy.json, parameters.bin]");
    assertThat(output.hinges("hinges-directory-deleted")).isPositive();
    assertThat(output.line("GONE"))
        .contains(
            "energy file " + marks(name, "hinges-directory-deleted/hinges"), "cannot be read");
    nothingIsLeft(name, true);
  }

  /** Executors that the driver itself starts, each in a JVM of its own. */
  @Test
  void aLocalClusterBearsTheSame() throws IOException, InterruptedException {
    String name = "local-cluster";
    Process application =
        submit(
            name,
            FIXED_HEAP,
            "--master local-cluster[2,1,1024]",
            "failing",
            "killed",
            "hinges-before",
            "hinges-cancelled",
            "hinges-after");
    cluster.awaitMarks(name, application, marks(name, "killed"), 3);
    assertThat(StandaloneCluster.killExecutorOf(application)).isTrue();
    cluster.awaitMarks(name, application, marks(name, "killed"), 8);
    assertThat(StandaloneCluster.killExecutorOf(application)).isTrue();
    JobOutput output = new JobOutput(cluster.await(name, application));

    assertThat(output.bowl("failing")).isEqualTo(3);
    assertThat(output.bowl("killed")).isPositive();
    assertThat(output.hinges("hinges-before")).isZero();
    assertThat(output.line("CANCELLED")).contains("to be cancelled");
    assertThat(output.line("OUTPUT")).isEqualTo("[]");
    memoryIsGivenBack(output);
    assertThat(output.hinges("hinges-after")).isZero();
    nothingIsLeft(name, true);
  }
}
