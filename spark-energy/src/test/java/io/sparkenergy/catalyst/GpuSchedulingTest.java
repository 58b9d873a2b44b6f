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
package io.sparkenergy.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkenergy.backend.cuda.FakeGpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark's own scheduling of GPUs on a Standalone cluster: the discovery script numbers them against
 * the driver's order.
 */
class GpuSchedulingTest {
  private static final Map<String, String> DEMANDED =
      Map.of(
          "spark.energy.device", "cuda",
          "spark.plugins", "io.sparkenergy.SparkEnergyPlugin");

  @TempDir private Path folder;

  private static FakeGpu twoGpus() {
    return FakeGpu.create().with("FAKE_CUDA_DEVICES", "2");
  }

  private static FakeGpu noGpu() {
    return FakeGpu.create().with("FAKE_CUDA_DEVICES", "0");
  }

  @Test
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void everyTaskComputesOnTheGpuThatSparkGaveIt() throws IOException, InterruptedException {
    FakeGpu gpus = twoGpus();
    Map<String, String> settings = new HashMap<>(DEMANDED);
    settings.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    String output;
    Map<String, Map<String, Long>> given = new HashMap<>();
    Map<String, Map<String, Long>> reports;
    try (StandaloneCluster cluster = new StandaloneCluster(folder, gpus, gpus)) {
      output = cluster.run(gpus, settings);
      for (MatchResult task : GpuJobsTest.tasks(output)) {
        // By nvidia-smi's numbers, which are the driver's from behind.
        String launches = "launches " + (1 - Integer.parseInt(task.group(2)));
        given
            .computeIfAbsent(task.group(1) + ".txt", process -> new HashMap<>())
            .merge(launches, 1L, Long::sum);
      }
      reports = await(gpus, given);
    }

    assertThat(given).as("executors that had tasks").isNotEmpty();
    assertThat(output).contains("backend cuda, device cuda, double");
    given.forEach(
        (process, launches) -> assertThat(reports.get(process)).containsAllEntriesOf(launches));
    given
        .keySet()
        .forEach(
            process ->
                assertThat(reports.get(process))
                    .containsEntry("device memory left", 0L)
                    .containsEntry("pinned memory left", 0L));
    long all =
        reports.values().stream()
            .mapToLong(r -> r.getOrDefault("launches 0", 0L) + r.getOrDefault("launches 1", 0L))
            .sum();
    assertThat(all).as("launches, one a task").isEqualTo(GpuJob.TASKS);
  }

  /** An executor writes its report as it ends, which is a little after its driver. */
  private static Map<String, Map<String, Long>> await(
      FakeGpu gpus, Map<String, Map<String, Long>> given) throws InterruptedException {
    Map<String, Map<String, Long>> reports = gpus.reports();
    while (!reports.keySet().containsAll(given.keySet())) {
      Thread.sleep(100);
      reports = gpus.reports();
    }
    return reports;
  }

  @Test
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void aJobThatNoExecutorHasTheGpuForEndsWithTheReason() throws IOException {
    try (StandaloneCluster cluster = new StandaloneCluster(folder, noGpu())) {
      String output = cluster.run(twoGpus(), DEMANDED);
      assertThat(output)
          .containsPattern(
              "SparkException: .*Job 0 cancelled because no executor can use the GPU that is"
                  + " demanded; executor \\d+ on 127\\.0\\.0\\.1: \\[ENERGY_GPU_NOT_FOUND\\] no GPU"
                  + " on this machine")
          .doesNotContain("task process");
      assertSaidOnce(output);
    }
  }

  @Test
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void anExecutorThatLosesItsGpuEndsAndAnotherTakesItsTasks() throws IOException {
    Path token = Files.createFile(folder.resolve("token"));
    FakeGpu failing =
        twoGpus()
            .with("FAKE_CUDA_FAIL", "kernel:700:1")
            .with("FAKE_CUDA_FAIL_TOKEN", token.toString());
    try (StandaloneCluster cluster = new StandaloneCluster(folder, failing)) {
      String output = cluster.run(twoGpus(), DEMANDED);
      GpuJobsTest.tasks(output);
      assertThat(token).as("what the failure has used up").doesNotExist();
      assertThat(cluster.executors()).as("executors, one after the other").isGreaterThan(1);
    }
  }

  private static void assertSaidOnce(String output) {
    Pattern error =
        Pattern.compile(
            "ERROR.*Executor \\d+ on 127\\.0\\.0\\.1 ends, for it cannot use the GPU that is"
                + " demanded: \\[ENERGY_GPU_NOT_FOUND\\] no GPU on this machine, expected one or"
                + " more");
    assertThat(error.matcher(output).results()).as(output).hasSize(1);
  }
}
